"""What nbgrader's gradebook holds of an assignment, in a few queries whatever the size of the class."""

from dataclasses import dataclass, field

from nbgrader.api import Comment, Grade, Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select

NO_ANSWER = "No response."


@dataclass(frozen=True)
class Marks:
    """One submission in the gradebook.

    `grades` goes from the id of a graded cell to its points, its maximum and whether a person must still grade it;
    `answers` holds the ids of all answer cells, `unanswered` of those that were left as they came.
    """

    answers: tuple[str, ...]
    grades: dict[str, tuple[float, float, bool]] = field(default_factory=dict)
    unanswered: set[str] = field(default_factory=set)


def read_marks(gradebook: Gradebook, name: str, student: str | None = None) -> dict[str, Marks]:
    """The marks of all submissions of assignment `name`, or only of `student`'s, by student id.

    Who has no submission in the gradebook is not in it; an assignment that is not there has none.
    """
    try:
        notebook = gradebook.find_notebook(name, name)
    except MissingEntry:
        return {}
    graded = {cell.id: cell for cell in [*notebook.grade_cells, *notebook.task_cells]}
    answers = {cell.id: cell.name for cell in notebook.solution_cells}
    here = SubmittedNotebook.notebook_id == notebook.id
    if student is not None:
        here &= SubmittedAssignment.student_id == student

    def rows(*columns, of=None):
        query = select(SubmittedNotebook.id, *columns).join_from(SubmittedAssignment, SubmittedNotebook)
        query = query.join(of, of.notebook_id == SubmittedNotebook.id) if of else query
        return gradebook.db.execute(query.where(here))

    found = {key: (owner, Marks(tuple(sorted(answers.values())))) for key, owner in rows(SubmittedAssignment.student_id)}
    for key, cell, points, manual in rows(Grade.cell_id, Grade.score, Grade.needs_manual_grade, of=Grade):
        if cell in graded:
            found[key][1].grades[graded[cell].name] = (points, graded[cell].max_score, manual)
    for key, cell, comment in rows(Comment.cell_id, Comment.auto_comment, of=Comment):
        if cell in answers and comment == NO_ANSWER:
            found[key][1].unanswered.add(answers[cell])
    return dict(found.values())

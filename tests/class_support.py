"""A small graded class of the toy assignment, made through nbgrader's Gradebook API without running anything."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import toy
from nbformat import NotebookNode, writes
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from sqlalchemy import text

from gradschool.staff.course.layout import Course
from gradschool.staff.results.gradebook import make_gradebook

MOST = {"a01-q1-check": 1, "a01-q1-hidden": 2, "a01-q2-check": 2}
ANSWERS = {"double": "a01-q1-double", "square": "a01-q2-square"}
CHECKS = {"double": "a01-q1-check", "square": "a01-q2-check"}


COURSE_ID = "gradschool"


class SmallClass:
    """A course with the toy assignment in its gradebook. Students are added one by one."""

    def __init__(self, root: Path):
        self.course: Course = toy.make_course(root)
        self.database = root / "gradebook.db"
        make_gradebook(f"sqlite:///{self.database}")
        self.gradebook = Gradebook(f"sqlite:///{self.database}", COURSE_ID)
        self.gradebook.db.execute(text("PRAGMA synchronous = OFF"))  # nothing here need survive a power failure
        self.gradebook.add_assignment(toy.NAME, duedate=datetime(2026, 11, 2, 12))
        self.gradebook.add_notebook(toy.NAME, toy.NAME)
        for name, most in MOST.items():
            self.gradebook.add_grade_cell(name, toy.NAME, toy.NAME, max_score=most, cell_type="code")
        for name in ANSWERS.values():
            self.gradebook.add_solution_cell(name, toy.NAME, toy.NAME)

    def close(self) -> None:
        self.gradebook.close()

    def enrol(self, student: str, **names: str) -> None:
        self.gradebook.update_or_create_student(student, **names)

    def folder(self, step: str, student: str) -> Path:
        return self.course.root / step / student / toy.NAME

    def submit(self, student: str, content: str | None = None) -> Path:
        """Put a submission in submitted/, without grading it."""
        notebook = self.folder("submitted", student) / f"{toy.NAME}.ipynb"
        notebook.parent.mkdir(parents=True)
        notebook.write_text(writes(toy.toy_source()) if content is None else content)
        return notebook

    def grade(
        self,
        student: str,
        points: tuple[float, float, float] = (1, 2, 2),
        *,
        said: dict[str, str] | None = None,
        blank: Iterable[str] = (),
        waiting: Iterable[str] = (),
        stopped: dict[str, str] | None = None,
        timestamp: datetime | None = None,
        penalty: float = 0.0,
    ) -> Path:
        """Submit and grade.

        points : of the checks in MOST, in order; said : from exercise ("double") to the text of its failed check;
        blank : exercises without an answer; waiting : checks that a person must grade; stopped : what the judge notes.

        Returns the graded notebook's path.
        """
        self.submit(student)
        self.enrol(student)
        with self.gradebook.db.no_autoflush:  # else nbgrader's own call warns
            submission = self.gradebook.add_submission(toy.NAME, student, timestamp=timestamp)
        submission.notebooks[0].late_submission_penalty = penalty
        for grade in submission.notebooks[0].grades:
            grade.auto_score = dict(zip(MOST, points, strict=True))[grade.name]
            grade.needs_manual_grade = grade.name in waiting
        for comment in submission.notebooks[0].comments:
            comment.auto_comment = "No response." if comment.name in [ANSWERS[name] for name in blank] else None
        self.gradebook.db.commit()
        notebook = self.folder("autograded", student) / f"{toy.NAME}.ipynb"
        notebook.parent.mkdir(parents=True)
        notebook.write_text(writes(_graded(said or {}, stopped or {})))
        return notebook


def failed(mistake: str, meaning: str = "you return minus the value") -> str:
    """The text of a failed check that names a mistake."""
    return f"double(x) is not right\n  call      double(3)\n  got       -6\n  mistake   {mistake}: {meaning}"


def _graded(said: dict[str, str], stopped: dict[str, str]) -> NotebookNode:
    nb = toy.toy_source()
    for exercise, message in said.items():
        [check] = [cell for cell in nb.cells if cell.id == CHECKS[exercise]]
        check.outputs = [new_output("error", ename="CheckFailed", evalue=message, traceback=[])]
    nb.metadata["gradschool"] = {"stopped": stopped}
    return nb

"""Marks as the gradebooks of Canvas and Moodle import them.

    nbgrader export --exporter=gradschool.staff.plugins.exporters.CanvasExporter --to canvas.csv
    nbgrader export --exporter=gradschool.staff.plugins.exporters.MoodleExporter --to moodle.csv

nbgrader's own `--assignment` and `--student` choose what is exported. A mark is the total of all points less nbgrader's
penalty for lateness. A submission that still needs manual grading has no mark yet, and the log names it.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Assignment, BaseCell, Grade, Gradebook, Student, SubmittedNotebook
from nbgrader.plugins import ExportPlugin
from sqlalchemy import func, select
from traitlets import Bool, Enum

from gradschool.staff.results.csv_cells import write_csv

MOST_NAMED = 10
NO_MARK = "-"


@dataclass(frozen=True)
class Entry:
    """One student's mark for an assignment: `points` after `penalty`, None where there is none; seconds late."""

    points: float | None
    penalty: float = 0.0
    late: float = 0.0
    submitted: bool = True


class Exporter(ExportPlugin):
    """The part that both share: it chooses assignments and students, reads their marks and logs what is missing."""

    default_file: str

    missing_as_zero = Bool(False, help="Whether a missing submission has 0 points, not an empty mark").tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        """Write the file that `--to` names. Exits with status 1 and one line where there is nothing to export."""
        assignments = self._chosen(gradebook.assignments, "assignment", lambda assignment: assignment.name)
        students = self._chosen(gradebook.students, "student", lambda student: student.id)
        marks = {assignment.name: self._marks(gradebook, assignment, students) for assignment in assignments}
        path = Path(self.to or self.default_file)
        try:
            write_csv(path, self.rows(assignments, students, marks))
        except OSError as error:
            self._fail(f"{path}: can't be written ({error.strerror}); name another file with --to")
        self.log.info("%s: %d students, %d assignments", path, len(students), len(assignments))

    def rows(self, assignments: list[Assignment], students: list[Student], marks: dict) -> Iterator[list]:
        """Yield the rows of the file, its heading first; `marks` goes from assignment to student id to Entry."""
        raise NotImplementedError

    def _chosen(self, there: Iterable, what: str, name_of) -> list:
        """Pick the assignments or students of the gradebook that the command line names; by default all."""
        there = {name_of(one): one for one in there}
        wanted = [str(name) for name in getattr(self, what)] or list(there)
        if unknown := [name for name in wanted if name not in there]:
            self._fail(f"the gradebook has no {what} {unknown[0]!r}; it has: {', '.join(sorted(there)) or 'none'}")
        if not wanted:
            self._fail(f"the gradebook has no {what}s, so there is nothing to export")
        return [one for name, one in there.items() if name in wanted]

    def _marks(self, gradebook: Gradebook, assignment: Assignment, students: list[Student]) -> dict[str, Entry]:
        nothing = Entry(0.0 if self.missing_as_zero else None, submitted=False)
        found = _submitted(gradebook, assignment)
        marks = {student.id: found.get(student.id, nothing) for student in students}
        self._say(assignment, "still to be graded", marks, lambda entry: entry.submitted and entry.points is None)
        self._say(assignment, "late", marks, lambda entry: entry.late)
        self._say(assignment, "no submission", marks, lambda entry: not entry.submitted)
        return marks

    def _say(self, assignment: Assignment, what: str, marks: dict[str, Entry], applies: Callable) -> None:
        students = sorted(student for student, entry in marks.items() if applies(entry))
        more = f" and {len(students) - MOST_NAMED} more" if len(students) > MOST_NAMED else ""
        if students:
            self.log.warning("%s: %s: %s%s", assignment.name, what, ", ".join(students[:MOST_NAMED]), more)

    def _fail(self, line: str) -> None:
        self.log.error(line)
        sys.exit(1)


class CanvasExporter(Exporter):
    """A CSV file for "Import" in the gradebook of Canvas.

    The columns are those that Canvas's own importer looks for: "Student" first, "ID" second, then "SIS User ID",
    "SIS Login ID" and "Section", then one for each assignment; a row "Points Possible" holds the maximum. Canvas finds
    a student by ID, SIS User ID, SIS Login ID or name, in this order, and an assignment by its title; it offers to make
    one that it does not find. An empty field means that there is no mark. Source: Canvas's lib/gradebook_importer.rb
    (`header?`, `process_pp`, `process_student`), github.com/instructure/canvas-lms.

    Canvas cannot import lateness: a column for it would become an assignment. The log names who was late.
    """

    default_file = "canvas.csv"

    id_column = Enum(
        ["SIS Login ID", "SIS User ID", "ID"], "SIS Login ID", help="Which of Canvas's columns nbgrader's student id is"
    ).tag(config=True)

    def rows(self, assignments, students, marks):
        """Yield the heading, the maximum points, then one row for each student."""
        identity = ["ID", "SIS User ID", "SIS Login ID"]
        yield ["Student", *identity, "Section", *(assignment.name for assignment in assignments)]
        most = [assignment.max_score for assignment in assignments]
        yield ["    Points Possible", None, None, None, None, *most]
        for student in students:
            name = ", ".join(part for part in (student.last_name, student.first_name) if part) or student.id
            ids = [student.id if column == self.id_column else None for column in identity]
            yield [name, *ids, None, *(marks[assignment.name][student.id].points for assignment in assignments)]


class MoodleExporter(Exporter):
    """A CSV file for "Grades, Import, CSV file" in Moodle.

    On Moodle's page choose "Map from: Username, Map to: username" (or Email address, useremail), then map each
    assignment to its grade item and "… (Feedback)" to that item's feedback; map both, since importing feedback alone
    erases the marks. "-" is Moodle's sign for no mark. The columns are named as in Moodle's own export, which is the
    format of its import. Sources: docs.moodle.org, "Grade import"; Moodle's grade/export/lib.php
    (`format_column_name`) and grade/import/csv/classes/load_data.php (`map_user_data_with_value`).

    Moodle reads no maximum from a file, and gives a new item a maximum of 100. So the feedback says "3 of 5 points",
    and how late the submission was.
    """

    default_file = "moodle.csv"

    def rows(self, assignments, students, marks):
        """Yield the heading, then one row for each student."""
        headings = [heading for a in assignments for heading in (a.name, f"{a.name} (Feedback)")]
        yield ["Username", "First name", "Last name", "Email address", *headings]
        for student in students:
            row = [student.id, student.first_name, student.last_name, student.email]
            for assignment in assignments:
                entry = marks[assignment.name][student.id]
                row += [NO_MARK if entry.points is None else entry.points, _feedback(entry, assignment.max_score)]
            yield row


def _submitted(gradebook: Gradebook, assignment: Assignment) -> dict[str, Entry]:
    """Read the submissions of an assignment, by student id, in four queries: a query for each would take minutes."""
    notebooks = [notebook.id for notebook in assignment.notebooks]
    cells = select(BaseCell.id).where(BaseCell.notebook_id.in_(notebooks))
    scores = select(Grade.notebook_id, func.sum(Grade.score), func.max(Grade.needs_manual_grade))
    scores = scores.where(Grade.cell_id.in_(cells)).group_by(Grade.notebook_id)
    scored = {notebook: (score, manual) for notebook, score, manual in gradebook.db.execute(scores)}
    parts = select(SubmittedNotebook.assignment_id, SubmittedNotebook.id, SubmittedNotebook.late_submission_penalty)
    parts = parts.where(SubmittedNotebook.notebook_id.in_(notebooks))
    # By submission: points, whether a cell is still to be graded, penalty
    totals: dict[str, tuple[float, bool, float]] = {}
    for submission, notebook, penalty in gradebook.db.execute(parts):
        before = totals.get(submission, (0.0, False, 0.0))
        score, manual = scored.get(notebook, (0.0, False))
        totals[submission] = (before[0] + score, before[1] or bool(manual), before[2] + (penalty or 0.0))
    found = {}
    for submission in gradebook.assignment_submissions(assignment.name):
        score, manual, penalty = totals.get(submission.id, (0.0, False, 0.0))
        points = None if manual else round(max(0.0, score - penalty), 2)
        found[submission.student_id] = Entry(points, penalty, submission.total_seconds_late)
    return found


def _feedback(entry: Entry, most: float) -> str:
    if not entry.submitted:
        return "no submission"
    told = ["not graded yet" if entry.points is None else f"{entry.points:g} of {most:g} points"]
    if entry.late:
        hours, minutes = divmod(int(entry.late) // 60, 60)
        told.append(f"late by {hours} h {minutes} min")
    if entry.penalty:
        told.append(f"penalty {entry.penalty:g}")
    return ", ".join(told)

"""One open gradebook for a whole run, and one transaction for each submission.

nbgrader opens the gradebook nine times a submission, asks it for each cell and commits for each cell. Within
`Ledger.submission` all of its steps use one session; what a run cannot change is asked once; and what a submission
writes appears at the end, whole or not at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import Gradebook, MissingEntry, Notebook
from sqlalchemy import inspect, text
from sqlalchemy.orm import scoped_session, sessionmaker


class Held(scoped_session):
    """A session whose commits wait until `settle`."""

    def commit(self) -> None:
        """Send new rows to the database, inside the transaction, so that the next question finds them."""
        if self.new or self.deleted:
            self.flush()

    def settle(self) -> None:
        """Commit for good."""
        super().commit()


class Ledger:
    """A gradebook kept open, for one assignment. Raises what SQLAlchemy raises when it cannot be opened.

    Parameters
    ----------
    url, course_id : str
        As nbgrader's `Gradebook` takes them.
    """

    def __init__(self, url: str, course_id: str):
        self.gradebook = Gradebook(url, course_id)
        self.gradebook.check_course()  # nbgrader's preprocessors open the default course besides
        self.gradebook.db.remove()
        # nbgrader ends each of its writes with a commit, here a flush; what is half made before must not be sent.
        session = sessionmaker(autoflush=False, bind=self.gradebook.engine, future=True, expire_on_commit=False)
        self.gradebook.db = Held(session)
        self._notebooks: dict[tuple[str, str], Notebook] = {}
        self._grades: dict[tuple, dict] = {}

    @contextmanager
    def shared(self) -> Iterator[Gradebook]:
        """Within, every `Gradebook` that nbgrader opens is this one."""
        opened, ours = Gradebook.__init__, self.gradebook
        answers = {"close": ours.db.flush, "find_notebook": self.notebook, "find_grade": self._grade}
        answers |= {"find_source_cell": self._source_cell, "find_graded_cell": self._graded_cell}

        def adopt(other: Gradebook, *_, **__) -> None:
            vars(other).update(vars(ours), **answers)

        Gradebook.__init__ = adopt
        try:
            yield ours
        finally:
            Gradebook.__init__ = opened

    @contextmanager
    def submission(self) -> Iterator[Gradebook]:
        """As `shared`, in one transaction: kept when the block ends, undone when it raises."""
        session = self.gradebook.db
        try:
            with self.shared():
                yield self.gradebook
            session.settle()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.expunge_all()
            self._grades.clear()

    def notebook(self, name: str, assignment: str) -> Notebook:
        """A notebook of the assignment with all its cells, loaded once. Raises MissingEntry."""
        if (name, assignment) not in self._notebooks:
            notebook = Gradebook.find_notebook(self.gradebook, name, assignment)
            groups = notebook.source_cells, notebook.grade_cells, notebook.solution_cells, notebook.task_cells
            for part in [notebook, *(cell for cells in groups for cell in cells)]:
                for column in inspect(part).mapper.column_attrs:
                    getattr(part, column.key)  # loaded, so that it is there without a session
            self.gradebook.db.expunge_all()
            self._notebooks[name, assignment] = notebook
        return self._notebooks[name, assignment]

    def _source_cell(self, cell: str, notebook: str, assignment: str):
        return _named(cell, self.notebook(notebook, assignment).source_cells)

    def _graded_cell(self, cell: str, notebook: str, assignment: str):
        known = self.notebook(notebook, assignment)
        return _named(cell, [*known.grade_cells, *known.task_cells])

    def _grade(self, cell: str, notebook: str, assignment: str, student: str):
        """The grade of one cell; those of a submission are loaded together."""
        key = (notebook, assignment, student)
        if key not in self._grades:
            submitted = self.gradebook.find_submission_notebook(notebook, assignment, student)
            self._grades[key] = {grade.cell_id: grade for grade in submitted.grades}
        identity = self._graded_cell(cell, notebook, assignment).id
        if identity not in self._grades[key]:
            raise MissingEntry(f"No such grade: {assignment}/{notebook}/{cell} for {student}")
        return self._grades[key][identity]

    def check_writable(self) -> None:
        """Raises what SQLAlchemy raises when the gradebook is locked or may not be written."""
        self.gradebook.db.execute(text("UPDATE course SET id = id"))
        self.gradebook.db.rollback()

    def outcome(self, assignment: str, student: str) -> tuple[float, bool]:
        """A graded submission's points, and whether a person has to look at it."""
        submission = self.gradebook.find_submission(assignment, student)
        found = submission.score, bool(submission.needs_manual_grade)
        self.gradebook.db.rollback()
        return found

    def max_points(self, assignment: str) -> float:
        """The points that an assignment is worth."""
        points = self.gradebook.find_assignment(assignment).max_score
        self.gradebook.db.rollback()
        return points

    def close(self) -> None:
        self.gradebook.db.remove()
        self.gradebook.engine.dispose()


def _named(name: str, cells: list):
    for cell in cells:
        if cell.name == name:
            return cell
    raise MissingEntry(f"No such cell: {name}")

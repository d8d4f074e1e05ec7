"""Keep one gradebook open for a whole run, and save each submission in one transaction.

nbgrader opens the gradebook nine times a submission, asks it for each cell and commits for each cell. Within
`Ledger.submission` all of its steps use one session; what a run cannot change is read once; and what a submission
writes is committed at the end, all of it or nothing. Grades and comments are looked up by cell, for which the database
has an index: looked up by submission alone, it would read those of the whole class.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from nbgrader.api import Comment, Grade, Gradebook, MissingEntry, Notebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import inspect, text
from sqlalchemy.orm import scoped_session, sessionmaker


class DeferredSession(scoped_session):
    """A session whose `commit` only sends rows to the database; `commit_for_good` ends the transaction."""

    def commit(self) -> None:
        """Send new rows to the database, inside the transaction, so that the next query finds them."""
        if self.new or self.deleted:
            self.flush()

    def commit_for_good(self) -> None:
        """Commit the transaction."""
        super().commit()


class Ledger:
    """A gradebook that stays open for one assignment. Raises what SQLAlchemy raises when it cannot be opened.

    Parameters
    ----------
    url, course_id : str
        As nbgrader's `Gradebook` takes them.
    """

    def __init__(self, url: str, course_id: str):
        self.gradebook = Gradebook(url, course_id)
        self.gradebook.check_course()  # nbgrader's preprocessors also need the default course
        self.gradebook.db.remove()
        # nbgrader ends each of its writes with a commit, which flushes here. A query must not flush before that, while
        # rows are half filled in.
        session = sessionmaker(autoflush=False, bind=self.gradebook.engine, future=True, expire_on_commit=False)
        self.gradebook.db = DeferredSession(session)
        self._notebooks: dict[tuple[str, str], Notebook] = {}
        self._names: dict[str, list[str]] = {}
        self._rows: dict[tuple, dict] = {}

    @contextmanager
    def shared(self, **answers) -> Iterator[Gradebook]:
        """While the block runs, every `Gradebook` that nbgrader opens is this one, with `answers` for its methods."""
        opened, ours = Gradebook.__init__, self.gradebook

        def adopt(other: Gradebook, *_, **__) -> None:
            vars(other).update(vars(ours), close=ours.db.flush, **answers)

        Gradebook.__init__ = adopt
        try:
            yield ours
        finally:
            Gradebook.__init__ = opened

    def submission(self) -> AbstractContextManager[Gradebook]:
        """Save one submission in one transaction; what a run cannot change is read from the database once."""
        answers = {"find_notebook": self.notebook, "find_grade": self._grade, "find_comment": self._comment}
        answers |= {"find_source_cell": self._source_cell, "find_graded_cell": self._graded_cell}
        return self._transaction(**answers)

    def assignment(self) -> AbstractContextManager[Gradebook]:
        """Change the assignment itself in one transaction; every query goes to the database."""
        return self._transaction()

    @contextmanager
    def _transaction(self, **answers) -> Iterator[Gradebook]:
        """As `shared`, in one transaction: committed when the block ends, rolled back when it raises."""
        session = self.gradebook.db
        try:
            with self.shared(**answers):
                yield self.gradebook
            session.commit_for_good()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.expunge_all()
            self._rows.clear()

    def notebook(self, name: str, assignment: str) -> Notebook:
        """Return a notebook of the assignment with all its cells, loaded once. Raises MissingEntry."""
        if (name, assignment) not in self._notebooks:
            notebook = Gradebook.find_notebook(self.gradebook, name, assignment)
            groups = notebook.source_cells, notebook.grade_cells, notebook.solution_cells, notebook.task_cells
            for part in [notebook, *(cell for cells in groups for cell in cells)]:
                for column in inspect(part).mapper.column_attrs:
                    getattr(part, column.key)  # load it now: later there is no session to load it from
            self.gradebook.db.expunge_all()
            self._notebooks[name, assignment] = notebook
        return self._notebooks[name, assignment]

    def notebooks(self, assignment: str) -> list[Notebook]:
        """Return all notebooks of the assignment, each as `notebook` does."""
        if assignment not in self._names:
            self._names[assignment] = [found.name for found in self.gradebook.find_assignment(assignment).notebooks]
        return [self.notebook(name, assignment) for name in self._names[assignment]]

    def grades(self, assignment: str, student: str) -> list[Grade]:
        """Return the grades of one submission. Raises MissingEntry when there is no submission."""
        notebooks, submission = self.notebooks(assignment), self.gradebook.find_submission(assignment, student)
        return [grade for known in notebooks for grade in self._load(Grade, _graded(known), known, submission)]

    def _source_cell(self, cell: str, notebook: str, assignment: str):
        return _named(cell, self.notebook(notebook, assignment).source_cells)

    def _graded_cell(self, cell: str, notebook: str, assignment: str):
        return _named(cell, _graded(self.notebook(notebook, assignment)))

    def _grade(self, cell: str, notebook: str, assignment: str, student: str) -> Grade:
        known = self.notebook(notebook, assignment)
        return self._row(Grade, cell, _graded(known), known, assignment, student)

    def _comment(self, cell: str, notebook: str, assignment: str, student: str) -> Comment:
        known = self.notebook(notebook, assignment)
        return self._row(Comment, cell, [*known.solution_cells, *known.task_cells], known, assignment, student)

    def _row(self, table, cell: str, cells: list, known: Notebook, assignment: str, student: str):
        """Return the row of `table` for the cell of this name; all rows of a submission are loaded together."""
        key = (table, known.id, student)
        if key not in self._rows:
            submission = self.gradebook.find_submission(assignment, student)
            self._rows[key] = {row.cell_id: row for row in self._load(table, cells, known, submission)}
        identity = _named(cell, cells).id
        if identity not in self._rows[key]:
            raise MissingEntry(f"No such {table.__tablename__}: {assignment}/{known.name}/{cell} for {student}")
        return self._rows[key][identity]

    def _load(self, table, cells: list, known: Notebook, submission: SubmittedAssignment) -> list:
        rows = self.gradebook.db.query(table).join(SubmittedNotebook, SubmittedNotebook.id == table.notebook_id)
        where = SubmittedNotebook.notebook_id == known.id, SubmittedNotebook.assignment_id == submission.id
        return rows.filter(table.cell_id.in_([cell.id for cell in cells]), *where).all()

    def check_writable(self) -> None:
        """Raise what SQLAlchemy raises when the gradebook is locked or may not be written."""
        self.gradebook.db.execute(text("UPDATE course SET id = id"))
        self.gradebook.db.rollback()

    def outcome(self, assignment: str, student: str) -> tuple[float, bool]:
        """Return a graded submission's points, and whether a person has to grade a part of it."""
        grades = self.grades(assignment, student)
        found = sum(grade.score for grade in grades), any(grade.needs_manual_grade for grade in grades)
        self.gradebook.db.rollback()
        return found

    def max_points(self, assignment: str) -> float:
        """Return the maximum points of an assignment."""
        points = self.gradebook.find_assignment(assignment).max_score
        self.gradebook.db.rollback()
        return points

    def close(self) -> None:
        self.gradebook.db.remove()
        self.gradebook.engine.dispose()


def _graded(notebook: Notebook) -> list:
    return [*notebook.grade_cells, *notebook.task_cells]


def _named(name: str, cells: list):
    for cell in cells:
        if cell.name == name:
            return cell
    raise MissingEntry(f"No such cell: {name}")

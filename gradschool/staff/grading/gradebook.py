"""One open gradebook for a whole run, and one transaction for each submission.

nbgrader opens the gradebook nine times a submission and commits for each cell. Within `Ledger.submission` all of its
steps use one session, and what they write appears at the end, whole or not at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import Gradebook
from sqlalchemy import text
from sqlalchemy.orm import scoped_session, sessionmaker


class Held(scoped_session):
    """A session whose commits wait until `settle`."""

    def commit(self) -> None:
        """Send what there is to the database, inside the transaction."""
        self.flush()

    def settle(self) -> None:
        """Commit for good."""
        super().commit()


class Ledger:
    """A gradebook kept open. Raises what SQLAlchemy raises when it cannot be opened.

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

    @contextmanager
    def shared(self) -> Iterator[Gradebook]:
        """Within, every `Gradebook` that nbgrader opens is this one."""
        opened, ours = Gradebook.__init__, self.gradebook

        def adopt(other: Gradebook, *_, **__) -> None:
            vars(other).update(vars(ours), close=lambda: None)

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

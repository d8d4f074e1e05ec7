"""One run of `gradschool grade`: prepare submissions, execute them on many workers, save them one by one.

Each submission is saved on its own, so that a run that was killed goes on from there when it is started again.
"""

import json
import logging
import os
import queue
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.apps import AutogradeApp
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError, ProgrammingError, SQLAlchemyError
from traitlets.config import Config

from gradschool.staff.course import trouble
from gradschool.staff.course.layout import Course
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.grading import engines
from gradschool.staff.grading.ledger import Ledger
from gradschool.staff.grading.register import register
from gradschool.staff.grading.writer import Prepared, Writer, configured
from gradschool.staff.sandbox import box

LOGS, LOCK = "grading-logs", ".grading-lock"
# Errors that mean that the database cannot be used at all
DATABASE = (OperationalError, ProgrammingError, InterfaceError, InternalError)


@dataclass
class Summary:
    """The results of a run so far, by student id.

    `marks` has the points of each graded student, `seconds` the time that executing the submission took. `failed` says
    in one line why a submission could not be graded; `stopped` says what the judge stopped in a graded one. `manual`
    has the graded students for whom a person has to grade something, `skipped` those who were graded before.
    """

    assignment: str
    max_points: float = 0.0
    marks: dict[str, float] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    manual: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    total: int = 0
    wall_seconds: float = 0.0
    sandbox: bool = True
    log: str = ""

    @property
    def done(self) -> int:
        return len(self.marks) + len(self.failed)

    @property
    def ok(self) -> bool:
        """Whether every submission was graded."""
        return not self.failed and self.done == self.total


@dataclass(frozen=True)
class Options:
    """What to grade, and where.

    `students` are the ids to grade (default: all); `workers` is the number of submissions at a time on this machine
    (default: its cores); `scheduler` is the address of a Dask scheduler whose workers are used instead; `force` grades
    again what is graded; without `sandbox`, student code is not confined.
    """

    students: tuple[str, ...] = ()
    workers: int | None = None
    scheduler: str | None = None
    force: bool = False
    sandbox: bool = True


DEFAULTS = Options()


def grade(
    course: Course, assignment: str, options: Options = DEFAULTS, progress=None, engine=None, say=None
) -> Summary:
    """Grade the submissions of an assignment that are not graded yet, or all with `force`.

    An assignment that is in source/ and not in the gradebook is put there first.

    Parameters
    ----------
    course, assignment
        The course, and the full name of the assignment.
    progress : callable, optional
        Called with the Summary so far, several times a second.
    engine : optional
        Executes the submissions in place of this machine or the scheduler; is not closed.
    say : callable, optional
        Called with a line that a person should see, such as that the assignment was put into the gradebook.

    Raises CourseError when the run cannot start or cannot go on; what is graded by then stays graded.
    """
    if not hasattr(os, "fork"):
        raise CourseError("grading a class needs Linux or macOS; on Windows use WSL")
    started = time.monotonic()
    with _alone(course), _errors_in_words(course) as shown:
        extra = Config() if options.sandbox else Config({"Judge": {"sandbox": False}})
        app = configured(course, extra)
        shown.append(app.coursedir.db_url)
        with _logged(app, course, assignment) as log, closing(_open(app, assignment, say)) as ledger:
            writer = Writer(app, assignment, ledger)
            students = _chosen(writer, options.students)
            todo = [name for name in students if options.force or not writer.is_done(name)]
            summary = Summary(assignment, total=len(todo), log=course.shown(log), sandbox=writer.judge.sandbox)
            summary.skipped = [name for name in students if name not in set(todo)]
            summary.max_points = ledger.max_points(assignment)
            if writer.judge.sandbox and options.scheduler is None and engine is None:
                _require_walls()
            writer.clean()  # a run that was killed may have left files even if every submission is saved
            if todo:
                mine = _engine(options, writer.judge.sandbox) if engine is None else None
                try:
                    Run(writer, engine or mine, summary, progress or (lambda so_far: None)).serve(todo)
                finally:
                    if mine is not None:
                        mine.close()
                    writer.clean()
    summary.wall_seconds = time.monotonic() - started
    return summary


class Run:
    """The main loop: give the engine submissions, and save each result when it comes back."""

    def __init__(self, writer: Writer, engine, summary: Summary, progress):
        self.writer, self.engine, self.summary, self.progress = writer, engine, summary, progress
        self.finished: queue.SimpleQueue = queue.SimpleQueue()
        self.under_way: dict[object, Prepared] = {}

    def serve(self, todo: Iterable[str]) -> None:
        waiting = deque(todo)
        while waiting or self.under_way:
            self.progress(self.summary)
            while waiting and len(self.under_way) < self.engine.room:
                self._start(waiting.popleft())
            try:
                future = self.finished.get(timeout=0.2) if self.under_way else None
            except queue.Empty:
                self.engine.check()
                continue
            if future is not None:
                self._finish(future)
        self.progress(self.summary)

    def _start(self, student: str) -> None:
        try:
            prepared = self.writer.prepare(student)
        except Exception as error:  # a hostile file may make a library raise anything; only this submission fails
            if cause := _cause(error, DATABASE):
                raise cause from None
            self._fail(student, error)
            return
        future = self.engine.submit(prepared.jobs)
        self.under_way[future] = prepared
        future.add_done_callback(self.finished.put)

    def _finish(self, future) -> None:
        prepared = self.under_way.pop(future)
        student = prepared.student
        try:
            executed = future.result()
        except box.SandboxMissing as missing:
            raise CourseError(str(missing)) from None
        except Exception as error:  # its worker could not execute it: only this submission fails
            self.engine.check()
            self._fail(student, error)
            return
        try:
            self.writer.save(prepared, executed.notebooks)
        except Exception as error:  # nbgrader could not save it: only this submission fails
            if cause := _cause(error, (*DATABASE, OSError)):
                raise cause from None
            self._fail(student, error)
            return
        self._record(student, executed)

    def _record(self, student: str, executed: engines.Executed) -> None:
        summary, name = self.summary, self.summary.assignment
        score, manual = self.writer.ledger.outcome(name, student)
        summary.marks[student], summary.seconds[student] = score, executed.seconds
        if manual:
            summary.manual.append(student)
        for data in executed.notebooks.values():
            if stopped := json.loads(data)["metadata"]["gradschool"]["stopped"]:
                told = [f"{exercise or 'first cells'}: {why}" for exercise, why in stopped.items()]
                summary.stopped[student] = "; ".join(told)

    def _fail(self, student: str, error: Exception) -> None:
        why = trouble.in_words(type(error).__name__, str(error))
        self.summary.failed[student] = why
        self.writer.log.error("%s: not graded: %s", student, why, exc_info=error)


def _cause(error: BaseException | None, kinds: tuple) -> BaseException | None:
    """Return the underlying database or disk error (one of `kinds`), which would fail every submission, or None."""
    while error is not None and not isinstance(error, kinds):
        error = error.__context__
    return error


def _engine(options: Options, walls: bool):
    if options.scheduler is None:
        return engines.Local(options.workers or os.cpu_count() or 1)
    cluster = engines.Cluster(options.scheduler)
    if walls and (missing := cluster.missing_walls()):
        cluster.close()
        name, lacking = next(iter(missing.items()))
        raise CourseError(f"worker {name}: {lacking[0]}; or grade without walls: --no-sandbox")
    return cluster


def _require_walls() -> None:
    try:
        box.require()
    except box.SandboxMissing as missing:
        raise CourseError(str(missing)) from None


def _open(app: AutogradeApp, assignment: str, say=None) -> Ledger:
    """Open the gradebook, and put the assignment into it if it is not there."""
    if told := register(app.coursedir, app.config, assignment):
        app.log.warning(told)
        if say is not None:
            say(told)
    ledger = Ledger(app.coursedir.db_url, app.coursedir.course_id)
    ledger.check_writable()
    return ledger


def _chosen(writer: Writer, wanted: tuple[str, ...]) -> list[str]:
    there = writer.students()
    if not there:
        raise CourseError(f"{writer.assignment}: nothing is submitted; expected {writer.folder('STUDENT')}")
    if unknown := sorted(set(wanted) - set(there)):
        raise CourseError(f"{writer.assignment}: no submission by {', '.join(unknown)}; {len(there)} others submitted")
    return [name for name in there if name in wanted] if wanted else there


@contextmanager
def _logged(app, course: Course, assignment: str) -> Iterator[Path]:
    """While the block runs, write nbgrader's log to a new file; give its path."""
    path = course.root / LOGS / f"{assignment}-{time.strftime('%Y%m%d-%H%M%S')}.log"
    path.parent.mkdir(exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logs = (app.log, logging.getLogger("traitlets"))  # nbgrader's gradebook writes to the second
    before = [(log.handlers, log.propagate) for log in logs]
    for log in logs:
        log.handlers, log.propagate = [handler], False
    try:
        yield path
    finally:
        for log, (handlers, propagate) in zip(logs, before, strict=True):
            log.handlers, log.propagate = handlers, propagate
        handler.close()


@contextmanager
def _alone(course: Course) -> Iterator[None]:
    """Refuse a second run in the same course: two at once would overwrite each other's files."""
    import fcntl  # not on Windows, where this module must be importable all the same

    path = course.root / LOCK
    try:
        with path.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError:
        raise CourseError("another gradschool grade is running in this course; wait for it, or stop it") from None
    except PermissionError as error:
        raise CourseError(f"{course.root}: may not be written ({error.strerror}); check its permissions") from None


@contextmanager
def _errors_in_words(course: Course) -> Iterator[list[str]]:
    """Turn an error of the gradebook or the disk into a CourseError. Give a list for the gradebook's URL."""
    shown: list[str] = []
    try:
        yield shown
    except SQLAlchemyError as error:
        name = shown[0].rpartition("/")[2].rpartition("@")[2] if shown else "gradebook"
        raise CourseError(trouble.of_database(error, name)) from None
    except OSError as error:
        where = course.shown(Path(error.filename)) if error.filename else "the disk"
        text = f"{where}: {error.strerror or error}"
        raise CourseError(f"{text}; put it right and run this again, what is graded stays graded") from None

"""Executing notebooks: two warm processes, one for each side, and the pure function that uses them."""

import atexit
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from gradschool.staff import cgroup, sandbox
from gradschool.staff.fork import WarmProcess, WarmProcessDied
from gradschool.staff.limits import Limits
from gradschool.staff.lines import Lines
from gradschool.staff.sides.plan import NotGradable

STUDENT, TRUSTED = "gradschool.staff.sides.student", "gradschool.staff.sides.trusted"
ENVIRONMENT = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "NBGRADER_EXECUTION": "autograde",
    "OMP_NUM_THREADS": "1",
}
# Beyond the submission's own time, for a judge side that does not come back.
PATIENCE = 5.0
DEFAULTS = Limits()


def execute(
    submitted: bytes, instructor: bytes, limits: Limits = DEFAULTS, files: Mapping[str, bytes] | None = None, walls=True
) -> bytes:
    """The executed notebook, with the outputs from which nbgrader reads marks.

    Parameters
    ----------
    submitted : bytes
        The student's notebook.
    instructor : bytes
        The assignment's cells that carry a grade id, hidden checks included.
    limits : Limits
        What the submission may use.
    files : mapping, optional
        Files beside the notebook, from name to content.
    walls : bool
        Whether the student side runs in the sandbox. False says so in the notebook's metadata.

    Raises
    ------
    NotGradable
        When the submission cannot be graded, in one line.
    SandboxMissing
        When this system lacks a wall.
    """
    return _worker(limits, walls, os.getpid()).execute(submitted, instructor, files or {})


@lru_cache(maxsize=2)
def _worker(limits: Limits, walls: bool, process: int) -> "Worker":
    worker = Worker(limits, walls)
    atexit.register(worker.close)
    return worker


class Worker:
    """A pair of warm processes that execute one notebook at a time. Raises SandboxMissing when made."""

    def __init__(self, limits: Limits = DEFAULTS, walls: bool = True):
        if walls:
            sandbox.require()
        self.limits, self.walls = limits, walls
        self._student = self._trusted = self._group = None
        self._start()

    def execute(self, submitted: bytes, instructor: bytes, files: Mapping[str, bytes]) -> bytes:
        """As the function of this name."""
        with tempfile.TemporaryDirectory(prefix="gradschool-") as folder:
            work = Path(folder)
            (work / "submitted").write_bytes(submitted)
            (work / "instructor").write_bytes(instructor)
            for name, data in files.items():
                path = work / "files" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            (work / "files").mkdir(exist_ok=True)
            self._start()
            ours, theirs = socket.socketpair()
            with ours:
                with theirs:
                    settings = {"limits": self.limits.as_dict(), "work": folder}
                    self._trusted.wait_until_ready()
                    until = time.monotonic() + self.limits.submission_seconds
                    pid = self._trusted.fork("run", settings, [theirs.fileno()])
                with Session(self, Lines(ours), work) as session:
                    try:
                        session.serve(until)
                    except TimeoutError:
                        seconds = self.limits.submission_seconds
                        raise NotGradable(f"it was not finished after {seconds:g} seconds") from None
                    except (EOFError, OSError):
                        raise NotGradable("the judge side ended without a result; please report this") from None
                    finally:
                        self._trusted.end(pid)
            for process in (self._student, self._trusted):
                if process.alive:
                    process.idle()
            return (work / "executed").read_bytes()

    def close(self) -> None:
        """End both warm processes."""
        for process in (self._student, self._trusted):
            if process is not None:
                process.close()
        if self._group is not None:
            cgroup.remove(self._group)
        self._student = self._trusted = self._group = None

    def _boxed(self, command: list[str]) -> list[str]:
        box = sandbox.wrap(command, self.limits.scratch_mb)
        return box if self._group is None else cgroup.inside(self._group, box)

    def fork_student(self, settings: dict, fd: int) -> int:
        """Fork a student side, in a new box when the old one is gone."""
        for attempt in (1, 2):
            try:
                self._start()
                return self._student.fork("run", settings, [fd])
            except WarmProcessDied:
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")

    def end_student(self, pid: int) -> str | None:
        """End a student side; returns what ended it before, as a person would say it, or None."""
        try:
            ended = self._student.end(pid)
        except WarmProcessDied:
            return "it ended the process that watches it"
        if ended["cause"]:
            return f"it used {ended['cause']}"
        status = ended["status"]
        if status is not None and status < 0 and status != -signal.SIGKILL:
            return f"it was ended by {signal.Signals(-status).name}"
        return None

    def _start(self) -> None:
        if self._student is None or not self._student.alive:
            if self._student is not None:
                self._student.close()
            if self._group is not None:
                cgroup.remove(self._group)
            # bubblewrap's own two, the warm process, and one to rehearse in
            self._group = cgroup.make(self.limits.processes + self.limits.threads + 4) if self.walls else None
            self._student = WarmProcess(STUDENT, self._boxed if self.walls else None, os.environ | ENVIRONMENT)
        if self._trusted is None or not self._trusted.alive:
            if self._trusted is not None:
                self._trusted.close()
            self._trusted = WarmProcess(TRUSTED, None, os.environ | ENVIRONMENT)


class Session:
    """Serves the judge side of one submission: starts and ends student sides for it."""

    def __init__(self, worker: Worker, judge: Lines, work: Path):
        self.worker, self.judge, self.work = worker, judge, work
        self.student: int | None = None
        self.restarts = 0

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_) -> None:
        self._end()

    def serve(self, until: float) -> None:
        """Do what the judge side asks until it is done. Raises NotGradable, TimeoutError, EOFError."""
        while True:
            message, _ = self.judge.receive(max(until - time.monotonic(), 0) + PATIENCE)
            if message.get("done"):
                return
            if "not_gradable" in message:
                raise NotGradable(message["not_gradable"])
            if message["want"] == "cause":
                self.judge.send({"cause": self._end()})
            else:
                self._start()

    def _start(self) -> None:
        self._end()
        ours, theirs = socket.socketpair()
        folder = self.work / f"student-{self.restarts}"
        folder.mkdir()
        self.restarts += 1
        boxed = self.worker.walls
        settings = {"limits": self.worker.limits.as_dict(), "boxed": boxed}
        settings["folder"] = str(sandbox.FOLDER if boxed else folder)
        settings["spill"] = str(sandbox.SCRATCH if boxed else folder)
        with ours, theirs:
            try:
                self.student = self.worker.fork_student(settings, theirs.fileno())
                self.judge.send({}, [ours.fileno()])
            except WarmProcessDied as died:
                self.judge.send({"cause": f"the student side could not be started ({died})"})

    def _end(self) -> str | None:
        if self.student is None:
            return None
        cause = self.worker.end_student(self.student)
        self.student = None
        if not self.worker.walls:
            for folder in self.work.glob("student-*"):
                shutil.rmtree(folder, ignore_errors=True)
        return cause

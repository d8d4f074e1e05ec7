"""Executing notebooks: warm processes, one for each side, and the pure function that uses them."""

import atexit
import os
import re
import shutil
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from gradschool.staff.judge.plan import NotGradable
from gradschool.staff.sandbox import bubblewrap, cgroup
from gradschool.staff.sandbox.limits import Limits
from gradschool.staff.warm import preload
from gradschool.staff.warm.fd_lines import Lines
from gradschool.staff.warm.process import WarmProcess, WarmProcessDied

STUDENT, TRUSTED = "gradschool.staff.judge.student_side", "gradschool.staff.judge.judge_side"
ENVIRONMENT = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "NBGRADER_EXECUTION": "autograde",
    "OMP_NUM_THREADS": "1",
}
# Beyond the submission's own time, for a judge side that does not come back.
PATIENCE = 5.0
DEFAULTS = Limits()
TRIES = 3
BOX_ENDED = "it ended the process that watches it"
USES_TORCH_COMPILER = re.compile(rb"torch\.(func|optim|compile)\b|from torch import")


@dataclass(frozen=True)
class Job:
    """What executing one submission takes, as plain data that can be sent to another machine.

    submitted: the student's notebook.
    instructor: the assignment's cells that carry a grade id, hidden checks included.
    limits: what the submission may use.
    files: files beside the notebook, from path to content.
    walls: whether the student side runs in the sandbox.
    """

    submitted: bytes
    instructor: bytes
    limits: Limits = DEFAULTS
    files: Mapping[str, bytes] = field(default_factory=dict)
    walls: bool = True


def execute(job: Job, tell: Callable[[str], None] | None = None) -> bytes:
    """The executed notebook, with the outputs from which nbgrader reads marks; the same for the same job.

    `tell` gets a line when an exercise was stopped, while the rest still runs. Raises NotGradable when the submission
    cannot be graded, in one line, and SandboxMissing when this system lacks a wall.
    """
    return _worker(job.limits, job.walls, os.getpid(), threading.get_ident()).execute(job, tell)


@lru_cache(maxsize=64)
def _worker(limits: Limits, walls: bool, process: int, thread: int) -> "Worker":
    """A worker of this thread's own: its processes end with the thread that started them."""
    worker = Worker(limits, walls)
    atexit.register(worker.close)
    return worker


class Kept:
    """A warm process that is started when it is asked for, and again when it is gone. Several threads may use it."""

    def __init__(self, role: str):
        self.role = role
        self._lock = threading.Lock()
        self._process: WarmProcess | None = None
        self._owner = 0

    def get(self) -> WarmProcess:
        with self._lock:
            # A fork of this process must not use what is its parent's.
            mine = self._owner == os.getpid()
            if self._process is None or not mine or not self._process.alive:
                if self._process is not None and mine:
                    self._process.close()
                self._process, self._owner = WarmProcess(self.role, None, os.environ | ENVIRONMENT), os.getpid()
            return self._process

    def close(self) -> None:
        with self._lock:
            if self._process is not None and self._owner == os.getpid():
                self._process.close()
            self._process = None


# No student code reaches it, so all workers of this process share one.
judge_side = Kept(TRUSTED)
atexit.register(judge_side.close)


class Worker:
    """Executes one notebook at a time: a warm process of its own for the student side, a shared one for the judge's.

    Raises SandboxMissing when made.
    """

    def __init__(self, limits: Limits = DEFAULTS, walls: bool = True):
        if walls:
            bubblewrap.require()
        self.limits, self.walls = limits, walls
        self._student = self._group = self._under_way = None
        self._closed = False
        judge_side.get()
        self._start()

    def execute(self, job: Job, tell: Callable[[str], None] | None = None) -> bytes:
        """As the function of this name; a warm process that was ended from outside costs the submission nothing."""
        half = time.monotonic() + self.limits.submission_seconds / 2
        for _ in range(TRIES - 1):
            try:
                executed, undisturbed = self._execute(job, tell)
                if undisturbed or time.monotonic() > half:
                    return executed
            except WarmProcessDied:
                if self._closed:
                    raise
        return self._execute(job, tell)[0]

    def _execute(self, job: Job, tell: Callable[[str], None] | None) -> tuple[bytes, bool]:
        """The executed notebook, and whether the box lived as long as it should."""
        with tempfile.TemporaryDirectory(prefix="gradschool-") as folder:
            work = Path(folder)
            (work / "submitted").write_bytes(job.submitted)
            (work / "instructor").write_bytes(job.instructor)
            for name, data in job.files.items():
                path = work / "files" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            (work / "files").mkdir(exist_ok=True)
            self._start()
            if any(map(USES_TORCH_COMPILER.search, (job.submitted, job.instructor))):
                self._student.load(preload.TORCH_COMPILER)
            ours, theirs = socket.socketpair()
            with ours:
                judge = judge_side.get()
                with theirs:
                    settings = {"limits": self.limits.as_dict(), "work": folder}
                    # Once it is ready; the submission's time begins then.
                    pid = judge.fork("run", settings, [theirs.fileno()])
                    until = time.monotonic() + self.limits.submission_seconds
                self._under_way = ours
                if self._closed:  # meanwhile
                    ours.shutdown(socket.SHUT_RDWR)
                with Session(self, Lines(ours), work, tell) as session:
                    try:
                        session.serve(until)
                    except TimeoutError:
                        seconds = self.limits.submission_seconds
                        raise NotGradable(f"it was not finished after {seconds:g} seconds") from None
                    except (EOFError, OSError):
                        if self._closed or not judge.alive:
                            raise WarmProcessDied("the judge side's warm process was ended") from None
                        raise NotGradable("the judge side ended without a result; please report this") from None
                    finally:
                        self._under_way = None
                        if judge.alive:
                            judge.end(pid)
            return (work / "executed").read_bytes(), not session.disturbed

    def kill(self) -> None:
        """End what is under way, from another thread; the one that uses this worker then finds it dead."""
        self._closed = True
        if (session := self._under_way) is not None:
            with suppress(OSError):  # it has just been closed
                session.shutdown(socket.SHUT_RDWR)
        if self._student is not None:
            self._student.process.kill()

    def close(self) -> None:
        """End the student side's warm process."""
        if self._student is not None:
            self._student.close()
        if self._group is not None:
            cgroup.remove(self._group)
        self._student = self._group = None

    def _boxed(self, command: list[str]) -> list[str]:
        box = bubblewrap.wrap(command, self.limits.scratch_mb)
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
            return BOX_ENDED
        if ended["cause"]:
            return f"it used {ended['cause']}"
        status = ended["status"]
        if status is not None and status < 0 and status != -signal.SIGKILL:
            return f"it was ended by {signal.Signals(-status).name}"
        return None

    def _start(self) -> None:
        if self._closed:
            raise WarmProcessDied("it was ended")
        if self._student is None or not self._student.alive:
            if self._student is not None:
                self._student.close()
            if self._group is not None:
                cgroup.remove(self._group)
            # bubblewrap's own two, and the warm process
            self._group = cgroup.make(self.limits.processes + self.limits.threads + 3) if self.walls else None
            self._student = WarmProcess(STUDENT, self._boxed if self.walls else None, os.environ | ENVIRONMENT)


class Session:
    """Serves the judge side of one submission: starts and ends student sides for it."""

    def __init__(self, worker: Worker, judge: Lines, work: Path, tell: Callable[[str], None] | None = None):
        self.worker, self.judge, self.work, self.tell = worker, judge, work, tell
        self.student: int | None = None
        self.restarts = 0
        self.disturbed = False

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
            if "stopped" in message:
                if self.tell is not None:
                    self.tell(message["stopped"])
            elif message["want"] == "cause":
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
        settings["folder"] = str(bubblewrap.FOLDER if boxed else folder)
        settings["spill"] = str(bubblewrap.SCRATCH if boxed else folder)
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
        # Student code cannot end its box: then something outside did.
        self.disturbed |= cause == BOX_ENDED
        if not self.worker.walls:
            for folder in self.work.glob("student-*"):
                shutil.rmtree(folder, ignore_errors=True)
        return cause

"""Execute notebooks: a pure function, and the two warm processes, one for each side, that it uses."""

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
from typing import Any

from gradschool.staff.judge.plan import NotGradable
from gradschool.staff.sandbox import box
from gradschool.staff.sandbox.limits import Limits
from gradschool.staff.warm import preload
from gradschool.staff.warm.fd_lines import JsonLines
from gradschool.staff.warm.process import WarmProcess, WarmProcessDied

STUDENT, JUDGE = "gradschool.staff.judge.student_side", "gradschool.staff.judge.judge_side"
ENVIRONMENT = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "NBGRADER_EXECUTION": "autograde",
    "OMP_NUM_THREADS": "1",
}
# Seconds beyond the submission's own time until a judge side that does not answer is given up
PATIENCE = 5.0
DEFAULTS = Limits()
TRIES = 3
BOX_ENDED = "it ended the process that watches it"
USES_TORCH_COMPILER = re.compile(rb"torch\.(func|optim|compile)\b|from torch import")


@dataclass(frozen=True)
class Job:
    """All that it takes to execute one submission, as plain data that can be sent to another machine.

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
    """Return the executed notebook, with the outputs from which nbgrader reads marks; the same for the same job.

    `tell` gets a line when an exercise was stopped, while the rest still runs. Raises NotGradable, with one line, when
    the submission cannot be graded, and SandboxMissing when this system lacks a wall.
    """
    return _worker(job.limits, job.walls, os.getpid(), threading.get_ident()).execute(job, tell)


@lru_cache(maxsize=64)
def _worker(limits: Limits, walls: bool, process: int, thread: int) -> "Worker":
    """Return a worker that belongs to this thread alone, because its processes end with the thread that made them."""
    worker = Worker(limits, walls)
    atexit.register(worker.close)
    return worker


class OnDemand:
    """A warm process that is started when it is asked for, and again when it has ended. Several threads may use it."""

    def __init__(self, role: str):
        self.role = role
        self._lock = threading.Lock()
        self._process: WarmProcess | None = None
        self._owner = 0

    def get(self) -> WarmProcess:
        """Return the warm process, which may still be loading."""
        with self._lock:
            # A fork of this process must not use its parent's.
            mine = self._owner == os.getpid()
            if self._process is None or not mine or not self._process.alive:
                if self._process is not None and mine:
                    self._process.close()
                self._process, self._owner = WarmProcess(self.role, None, os.environ | ENVIRONMENT), os.getpid()
            return self._process

    def close(self) -> None:
        """End the warm process, if this process started it."""
        with self._lock:
            if self._process is not None and self._owner == os.getpid():
                self._process.close()
            self._process = None


# No student code reaches it, so all workers of this process share one.
judge_side = OnDemand(JUDGE)
atexit.register(judge_side.close)


class Worker:
    """Executes one notebook at a time: a warm process of its own for the student side, a shared one for the judge's.

    Raises SandboxMissing when made.
    """

    def __init__(self, limits: Limits = DEFAULTS, walls: bool = True):
        if walls:
            box.require()
        self.limits, self.walls = limits, walls
        self._student: WarmProcess | None = None
        self._box: box.Box | None = None
        self._under_way: socket.socket | None = None
        self._closed = False
        judge_side.get()
        self._start()

    def execute(self, job: Job, tell: Callable[[str], None] | None = None) -> bytes:
        """Execute as the function of this name does; try again when a warm process was ended from outside."""
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
        """Return the executed notebook, and whether the box lived as long as it should."""
        with tempfile.TemporaryDirectory(prefix="gradschool-") as folder:
            work = Path(folder)
            (work / "submitted").write_bytes(job.submitted)
            (work / "instructor").write_bytes(job.instructor)
            for name, data in job.files.items():
                path = work / "files" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            (work / "files").mkdir(exist_ok=True)
            student = self._start()
            if any(map(USES_TORCH_COMPILER.search, (job.submitted, job.instructor))):
                student.load(preload.TORCH_COMPILER)
            ours, theirs = socket.socketpair()
            with ours:
                judge = judge_side.get()
                with theirs:
                    settings = {"limits": self.limits.as_dict(), "work": folder}
                    # This waits until the judge side is ready; only then the submission's time begins.
                    pid = judge.fork("run", settings, [theirs.fileno()])
                    until = time.monotonic() + self.limits.submission_seconds
                self._under_way = ours
                if self._closed:  # meanwhile
                    ours.shutdown(socket.SHUT_RDWR)
                with Supervisor(self, JsonLines(ours), work, tell) as supervisor:
                    try:
                        supervisor.serve(until)
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
            return (work / "executed").read_bytes(), not supervisor.disturbed

    def kill(self) -> None:
        """End what is under way. Called from another thread; the one that uses this worker then finds it dead."""
        self._closed = True
        if (under_way := self._under_way) is not None:
            with suppress(OSError):  # it has just been closed
                under_way.shutdown(socket.SHUT_RDWR)
        if (student := self._student) is not None:
            student.process.kill()

    def close(self) -> None:
        """End the student side's warm process, and its box."""
        if self._student is not None:
            self._student.close()
        if self._box is not None:
            self._box.release()
        self._student = self._box = None

    def fork_student(self, settings: dict[str, Any], fd: int) -> int:
        """Fork a student side, in a new box when the old one is gone."""
        for attempt in (1, 2):
            try:
                return self._start().fork("run", settings, [fd])
            except WarmProcessDied:
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")

    def end_student(self, pid: int) -> str | None:
        """End a student side. Return what ended it before, as a person would say it, or None."""
        if self._student is None:
            return BOX_ENDED
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

    def _start(self) -> WarmProcess:
        """Return the student side's warm process, started again, in a new box, when it has ended."""
        if self._closed:
            raise WarmProcessDied("it was ended")
        if self._student is None or not self._student.alive:
            self.close()
            if self.walls:
                self._box = box.Box(self.limits)
            wrap = self._box.command if self._box is not None else None
            self._student = WarmProcess(STUDENT, wrap, os.environ | ENVIRONMENT)
        return self._student


class Supervisor:
    """Serves the judge side of one submission: starts and ends student sides for it."""

    def __init__(self, worker: Worker, judge: JsonLines, work: Path, tell: Callable[[str], None] | None = None):
        self.worker, self.judge, self.work, self.tell = worker, judge, work, tell
        self.student: int | None = None
        self.restarts = 0
        self.disturbed = False

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(self, *_: object) -> None:
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
        settings["folder"] = str(box.FOLDER if boxed else folder)
        settings["spill"] = str(box.SCRATCH if boxed else folder)
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
        # Student code cannot end its box, so something outside did.
        self.disturbed |= cause == BOX_ENDED
        if not self.worker.walls:
            for folder in self.work.glob("student-*"):
                shutil.rmtree(folder, ignore_errors=True)
        return cause

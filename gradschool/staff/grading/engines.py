"""Where submissions are executed: on this machine, or on the workers of a Dask cluster.

Both run the same pure function, `run`. An engine has `room`, the number of submissions that may be under way; `submit`,
which gives a future; `check`, which raises CourseError when nothing more will come; and `close`.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from gradschool.staff.course.trouble import CourseError
from gradschool.staff.judge.worker import Job, Worker, execute
from gradschool.staff.sandbox import bubblewrap

TRIES = 3
PATIENCE = 10  # seconds for a scheduler to answer
# What decides a mark: the same on every worker as here.
SAME = ("gradschool", "torch", "numpy", "ipython")


@dataclass(frozen=True)
class Executed:
    """One submission's executed notebooks by id, and the seconds that it took."""

    notebooks: Mapping[str, bytes]
    seconds: float


def run(jobs: Mapping[str, Job], execute: Callable[[Job], bytes] = execute) -> Executed:
    """Execute one submission; the same notebooks for the same jobs. Raises NotGradable and SandboxMissing."""
    started = time.monotonic()
    return Executed({name: execute(job) for name, job in jobs.items()}, time.monotonic() - started)


class Local:
    """`workers` on this machine: threads, each of which holds a warm student side and shares the judge's."""

    def __init__(self, workers: int):
        self.workers, self.room = workers, 2 * workers
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="grading")
        self._mine, self._all = threading.local(), []
        self._closed = False

    def submit(self, jobs: Mapping[str, Job]):
        return self._pool.submit(self._run, jobs)

    def _run(self, jobs: Mapping[str, Job]) -> Executed:
        if not hasattr(self._mine, "worker"):
            # Made by the thread that uses it, with which its processes end.
            job = next(iter(jobs.values()))
            self._mine.worker = Worker(job.limits, job.walls)
            self._all.append(self._mine.worker)
            if self._closed:  # meanwhile
                self._mine.worker.kill()
        return run(jobs, self._mine.worker.execute)

    def check(self) -> None:
        """Threads of this process do not get lost."""

    def close(self) -> None:
        """End all of it, also what is under way."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.kill()
        self._pool.shutdown(wait=True)
        for worker in self._all:
            worker.close()


class Cluster:
    """The workers of the Dask scheduler at `address`. Raises CourseError, in one line, when they cannot be used."""

    def __init__(self, address: str):
        try:
            from distributed import Client
        except ImportError:
            raise CourseError("--scheduler needs Dask; install it with: pip install 'gradschool[cluster]'") from None
        self._address = address
        _keep_quiet()
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise CourseError(f"{address}: no scheduler answers there ({first_line(error)}); is it running?") from None
        self.workers = sum(self._client.nthreads().values())
        if not self.workers:
            self.close()
            raise CourseError(f"{address}: the scheduler has no workers yet; start some and run this again")
        self.room = 2 * self.workers
        self._check()

    def _check(self) -> None:
        """Refuse workers on which marks could differ, or that lack a wall."""
        try:
            theirs = self._theirs()
        except Exception as error:  # whatever a foreign worker raises; mostly that the package is not there
            self.close()
            text = f"{self._address}: a worker cannot grade ({first_line(error)})"
            raise CourseError(f"{text}; install this gradschool on every worker") from None
        ours = _describe()
        for name, there in sorted(theirs.items()):
            for package, found in there["versions"].items():
                if found != ours["versions"][package]:
                    self.close()
                    text = f"worker {name} has {package} {found}, and this machine {ours['versions'][package]}"
                    raise CourseError(f"{text}; install the same on both")

    def _theirs(self) -> dict[str, dict]:
        return self._client.run(_describe)

    def missing_walls(self) -> dict[str, list[str]]:
        """From each worker that lacks walls of the sandbox to what it lacks."""
        return {name: there["missing"] for name, there in self._theirs().items() if there["missing"]}

    def submit(self, jobs: Mapping[str, Job]):
        return self._client.submit(run, dict(jobs), pure=False, retries=TRIES - 1)

    def check(self) -> None:
        """Raises CourseError when the scheduler is gone; a worker that is gone is the scheduler's own business."""
        if self._client.status != "running":
            raise CourseError(f"{self._address}: the scheduler is gone; start one and run this again")

    def close(self) -> None:
        self._client.close(timeout=2)


def _keep_quiet() -> None:
    """Dask tells of a lost scheduler in stack traces on the terminal; `check` says it in one line."""
    for name in ["asyncio", *logging.root.manager.loggerDict]:
        if name.partition(".")[0] in ("asyncio", "distributed", "tornado"):
            log = logging.getLogger(name)
            log.handlers, log.propagate = [logging.NullHandler()], False


def _describe() -> dict:
    """What a worker has: versions of the packages that decide marks, and walls that it lacks."""

    def found(package: str) -> str | None:
        try:
            return version(package)
        except PackageNotFoundError:
            return None

    return {"versions": {package: found(package) for package in SAME}, "missing": bubblewrap.missing()}


def first_line(error: BaseException) -> str:
    """The first line of an error's text, or its name."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]

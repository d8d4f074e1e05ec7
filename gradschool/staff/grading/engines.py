"""Engines execute submissions: on this machine, or on the workers of a Dask cluster.

Both call the same function, `run`, whose result depends on its arguments alone. An engine has `room`, the number of
submissions that it takes at a time; `submit`, which returns a future; `check`, which raises CourseError when no more
results can come; and `close`.
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
from gradschool.staff.sandbox import box

TRIES = 3  # workers on which a submission is tried when one is lost
PATIENCE = 10  # seconds for a scheduler to answer
# A mark depends on these packages, so every worker must have the same versions as this machine.
SAME = ("gradschool", "torch", "numpy", "ipython")


@dataclass(frozen=True)
class Executed:
    """The executed notebooks of one submission, by notebook id, and the seconds that this took."""

    notebooks: Mapping[str, bytes]
    seconds: float


def run(jobs: Mapping[str, Job], execute: Callable[[Job], bytes] = execute) -> Executed:
    """Execute one submission; the same jobs give the same notebooks. Raises NotGradable and SandboxMissing."""
    started = time.monotonic()
    return Executed({name: execute(job) for name, job in jobs.items()}, time.monotonic() - started)


class Local:
    """Workers on this machine: each is a thread with its own warm student process; all share one judge process."""

    def __init__(self, workers: int):
        self.workers, self.room = workers, 2 * workers
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="grading")
        self._mine = threading.local()
        self._all: list[Worker] = []
        self._closed = False

    def submit(self, jobs: Mapping[str, Job]):
        return self._pool.submit(self._run, jobs)

    def _run(self, jobs: Mapping[str, Job]) -> Executed:
        if not hasattr(self._mine, "worker"):
            # Each thread makes its own worker, because the worker's processes end when the thread that made them ends.
            job = next(iter(jobs.values()))
            self._mine.worker = Worker(job.limits, job.walls)
            self._all.append(self._mine.worker)
            if self._closed:  # by another thread, after this one took the job
                self._mine.worker.kill()
        return run(jobs, self._mine.worker.execute)

    def check(self) -> None:
        """Do nothing: threads of this process cannot be lost."""

    def close(self) -> None:
        """End all workers, also those that are executing a submission."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.kill()
        self._pool.shutdown(wait=True)
        for worker in self._all:
            worker.close()


class Cluster:
    """The workers of the Dask scheduler at `address`. Raises CourseError when they cannot be used."""

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
        """Raise CourseError for a worker that cannot grade, or whose package versions differ from this machine's."""
        try:
            theirs = self._theirs()
        except Exception as error:  # a worker may raise anything; mostly the package is not installed there
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
        """Return, for each worker whose sandbox is incomplete, what is missing there."""
        return {name: there["missing"] for name, there in self._theirs().items() if there["missing"]}

    def submit(self, jobs: Mapping[str, Job]):
        return self._client.submit(run, dict(jobs), pure=False, retries=TRIES - 1)

    def check(self) -> None:
        """Raise CourseError when the scheduler is gone. The scheduler itself replaces a worker that is gone."""
        if self._client.status != "running":
            raise CourseError(f"{self._address}: the scheduler is gone; start one and run this again")

    def close(self) -> None:
        self._client.close(timeout=2)


def _keep_quiet() -> None:
    """Stop Dask from printing stack traces when the scheduler is lost: `check` says it in one line."""
    for name in ["asyncio", *logging.root.manager.loggerDict]:
        if name.partition(".")[0] in ("asyncio", "distributed", "tornado"):
            log = logging.getLogger(name)
            log.handlers, log.propagate = [logging.NullHandler()], False


def _describe() -> dict:
    """Return a worker's versions of the packages in SAME, and what is missing of its sandbox."""

    def found(package: str) -> str | None:
        try:
            return version(package)
        except PackageNotFoundError:
            return None

    return {"versions": {package: found(package) for package in SAME}, "missing": box.missing()}


def first_line(error: BaseException) -> str:
    """Return the first line of an error's message, or the name of its class if it has none."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]

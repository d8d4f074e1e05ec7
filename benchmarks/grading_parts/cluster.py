"""Measure grading with many workers: those of Dask on this machine, and simulated ones."""

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

from distributed import Client

from grading_parts.classes import a_class, command, graded_course, names
from grading_parts.pace import Pace, conversions, statements
from gradschool.staff.grading import run
from gradschool.staff.grading.engines import Executed, Local


def dask(options) -> dict:
    """Grade the same class on 1 and on 2 Dask workers, each a process of its own on this machine."""
    name, rows = names()[0], {}
    submissions = a_class(name, min(options.submissions, 24))
    for count in (1, 2):
        with graded_course(name, submissions) as scratch:
            contact = scratch.root / "scheduler.json"
            base = [sys.executable, "-m"]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            own = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", contact]
            started = [subprocess.Popen([*base, "distributed.cli.dask_scheduler", "--port", "0", *own], **quiet)]
            try:
                while not contact.is_file():
                    time.sleep(0.1)
                worker = [*base, "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", *own]
                started += [subprocess.Popen(worker, **quiet) for _ in range(count)]
                address = json.loads(contact.read_text())["address"]
                with Client(address, set_as_default=False) as client:
                    client.wait_for_workers(count, timeout=120)
                rows[count] = command(scratch, name, "--scheduler", address)[0] / len(submissions)
            finally:
                for process in reversed(started):
                    process.terminate()
                    process.wait()
    return {
        "1 Dask worker, seconds a submission": (rows[1], ""),
        "2 Dask workers, seconds a submission": (rows[2], ""),
        "efficiency of 2": (rows[1] / (2 * rows[2]), "reported"),
    }


class Sleeping:
    """An engine of 64 simulated workers: each sleeps as long as a recorded execution took, and returns its result."""

    room = 128

    def __init__(self, recorded: list[Executed]):
        self._recorded, self._pool, self._next = recorded, ThreadPoolExecutor(64), 0
        self._lock = threading.Lock()

    def submit(self, jobs):
        with self._lock:
            executed = self._recorded[self._next % len(self._recorded)]
            self._next += 1
        return self._pool.submit(self._sleep, executed)

    def _sleep(self, executed: Executed) -> Executed:
        time.sleep(executed.seconds)
        return executed

    def check(self) -> None:
        """Do nothing: threads of this process cannot be lost."""

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def simulated(options) -> dict:
    """Measure how many submissions a second the process that saves can take from 64 workers."""
    name = names()[0]
    base = a_class(name, 11)
    recorded = []

    class Recording:
        room = 1

        def __init__(self):
            self._local = Local(1)
            self.check, self.close = self._local.check, self._local.close

        def submit(self, jobs):
            future = self._local.submit(jobs)
            future.add_done_callback(lambda done: recorded.append(done.result()))
            return future

    with graded_course(name, base) as scratch:
        recording = Recording()
        run.grade(scratch.course, name, engine=recording)
        recording.close()
    submissions = list(islice(cycle(base), options.simulated))
    with graded_course(name, submissions) as scratch, statements() as asked, conversions() as converted:
        paces = {
            "milliseconds each": Pace(),
            "of which on a processor": Pace(time.process_time),
            "of which conversions (nbgrader, nbconvert)": Pace(converted),
            "of which statements to the gradebook": Pace(asked),
        }
        sleeping = Sleeping(recorded)

        def note(told):
            for pace in paces.values():
                pace(told)

        summary = run.grade(scratch.course, name, engine=sleeping, progress=note)
        sleeping.close()
    rate = summary.done / summary.wall_seconds
    rows = {f"{summary.done} submissions, 64 simulated workers: saved a second": (rate, "over 50, or its bound")}
    for part, pace in paces.items():
        first, last = pace.tenths()
        rows |= {f"first tenth, {part}": (1000 * first, ""), f"last tenth, {part}": (1000 * last, "")}
    return rows

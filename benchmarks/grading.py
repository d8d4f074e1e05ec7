"""Grading a class: stock `nbgrader autograde` against `gradschool grade`, and what a submission costs.

    python benchmarks/grading.py [PART …] [--submissions 60] [--repeat 3] [--many 2000] [--simulated 20000] [--json F]

Parts, all by default: wall, overhead, start, memory, many, dask, simulated. What is compared is measured in the same
run on the same machine; prints medians, and beside each the figure that is asked for.
"""

import argparse
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

import nbformat

from gradschool.staff.answers import load_answers, submission
from gradschool.staff.course import find_course
from gradschool.staff.grading import run
from gradschool.staff.grading.engines import Executed
from gradschool.staff.limits import Limits
from gradschool.staff.scratch import ScratchCourse
from gradschool.staff.worker import Worker

COURSE = find_course()
JUDGE, STOCK = '"gradschool.staff.judge.Judge"', '"nbgrader.preprocessors.Execute"'
RAISES = "raise ValueError('not done yet')"
IN_A_KERNEL = """
import json, sys, time
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
sources = json.load(open(sys.argv[1]))
def cells():
    shell.reset()
    for source in sources:
        shell.run_cell(source)
cells()
started = time.process_time()
cells()
json.dump(time.process_time() - started, open(sys.argv[2], "w"))
"""


def a_class(name: str, count: int) -> list[bytes]:
    """`count` submissions: right, wrong, blank and raising ones in turn, each a released notebook with answers."""
    release = COURSE.release_notebook(name)
    answers = load_answers(COURSE.root / "tests" / "answers" / name)
    right = [{key: pick(given, True, n) for key, given in answers.items()} for n in range(3)]
    wrong = [{key: pick(given, False, n) for key, given in answers.items()} for n in range(6)]
    raising = [dict.fromkeys(answers, RAISES)]
    kinds = [right[0], wrong[0], {}, right[1], wrong[1], raising[0], wrong[2], right[2], wrong[3], wrong[4], wrong[5]]
    return [submission(release, codes).encode() for codes in islice(cycle(kinds), count)]


def pick(given: list, right: bool, number: int) -> str:
    codes = [answer.code for answer in given if answer.right is right]
    return codes[number % len(codes)]


def graded_course(name: str, submissions: list[bytes], judge: bool = True) -> ScratchCourse:
    """A throw-away course with these submissions, not graded yet."""
    scratch = ScratchCourse(COURSE, [name])
    if not judge:
        scratch.course.config.write_text(scratch.course.config.read_text().replace(JUDGE, STOCK))
    scratch.generate(name)
    for number, data in enumerate(submissions):
        scratch.submit(name, f"student-{number:05}", data)
    return scratch


def names() -> list[str]:
    return [COURSE.assignment("5"), COURSE.assignment("9")]


def command(scratch: ScratchCourse, name: str, *options: str) -> tuple[float, float]:
    """Wall seconds of `gradschool grade`, and the processor seconds that this machine worked meanwhile.

    Of the machine, for what a box ran when it was ended is nobody's child, whose seconds nobody could ask for.
    """
    busy, started = _busy(), time.perf_counter()
    program = [sys.executable, "-m", "gradschool.staff.cli", "grade", name, "--json", *options]
    done = subprocess.run(program, cwd=scratch.root, capture_output=True, text=True)
    wall = time.perf_counter() - started
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return wall, _busy() - busy


def _busy() -> float:
    """Seconds that all processors worked since the machine started: user, nice, system, irq, softirq."""
    total = Path("/proc/stat").read_text().splitlines()[0]
    user, nice, system, _idle, _waiting, irq, softirq, *_ = map(int, total.split()[1:])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def wall(options) -> dict:
    """Stock, one after another, against `gradschool grade` on all cores."""
    rows = {"stock": [], "gradschool": []}
    for _ in range(options.repeat):
        totals = dict.fromkeys(rows, 0.0)
        for name in names():
            submissions = a_class(name, options.submissions // 2)
            with graded_course(name, submissions, judge=False) as scratch:
                started = time.perf_counter()
                scratch.autograde(name)
                totals["stock"] += time.perf_counter() - started
            with graded_course(name, submissions) as scratch:
                totals["gradschool"] += command(scratch, name)[0]
        for kind, total in totals.items():
            rows[kind].append(total / options.submissions)
    stock, ours = (statistics.median(rows[kind]) for kind in ("stock", "gradschool"))
    ratio = statistics.median(a / b for a, b in zip(rows["stock"], rows["gradschool"], strict=True))
    return {
        "stock, seconds a submission": (stock, ""),
        "gradschool grade, seconds a submission": (ours, ""),
        "stock ÷ gradschool grade": (ratio, "at least 10"),
    }


def overhead(options) -> dict:
    """Processor seconds beyond those of the cells themselves, run in one warm shell without grading."""
    ours, cells = [], []
    for name in names():
        submissions = a_class(name, options.submissions // 2)
        with graded_course(name, submissions) as scratch:
            ours.append(command(scratch, name)[1] / len(submissions))
            source = nbformat.read(COURSE.source_notebook(name), as_version=4)
            graded = {c.metadata.nbgrader.grade_id: c.source for c in source.cells if "nbgrader" in c.metadata}
            taken = []
            for number, data in enumerate(submissions[:6]):
                notebook = nbformat.reads(data.decode(), as_version=4)
                code = [c for c in notebook.cells if c.cell_type == "code"]
                locked = [c.metadata.get("nbgrader", {}).get("locked", False) for c in code]
                ids = [c.metadata.get("nbgrader", {}).get("grade_id") for c in code]
                sources = [graded[i] if lock else c.source for c, i, lock in zip(code, ids, locked, strict=True)]
                cells_file, result = scratch.root / f"cells-{number}.json", scratch.root / f"cpu-{number}.json"
                cells_file.write_text(json.dumps(sources))
                program = [sys.executable, "-c", IN_A_KERNEL, cells_file, result]
                subprocess.run(program, cwd=scratch.root, stdout=subprocess.DEVNULL, check=True)
                taken.append(json.loads(result.read_text()))
            cells.append(statistics.fmean(taken))
    mine, theirs = statistics.fmean(ours), statistics.fmean(cells)
    return {
        "processor seconds a submission": (mine, ""),
        "of the cells alone": (theirs, ""),
        "beyond the cells": (mine - theirs, "at most 0.25"),
    }


def start(options) -> dict:
    """From asking for a student side to the answer of its first cell."""
    from gradschool.staff.sides.frames import Channel
    from gradschool.staff.sides.remote import Link

    worker, taken = Worker(), []
    worker._student.wait_until_ready()
    settings = {"limits": Limits().as_dict(), "boxed": True, "folder": "/scratch/work", "spill": "/scratch"}
    for _ in range(20):
        ours, theirs = socket.socketpair()
        started = time.perf_counter()
        pid = worker.fork_student(settings, theirs.fileno())
        theirs.close()
        link = Link(Channel(ours, 1 << 20), {})
        link.until = time.monotonic() + 30
        link.cell("1 + 1", 1000)
        taken.append(time.perf_counter() - started)
        ours.close()
        worker.end_student(pid)
    worker.close()
    return {"fork to the end of the first cell, ms": (1000 * statistics.median(taken[1:]), "under 100")}


def memory(options) -> dict:
    """What a running submission adds to the proportional set sizes of all processes: the pages of its two forks' own.

    Those that a fork shares with its warm process are there without it.
    """
    name = names()[0]
    first = next(iter(load_answers(COURSE.root / "tests" / "answers" / name)))
    sleeping = submission(COURSE.release_notebook(name), {first: "import time\ntime.sleep(8)"})
    with graded_course(name, [sleeping.encode()]) as scratch:
        program = [sys.executable, "-m", "gradschool.staff.cli", "grade", name, "--workers", "1"]
        process = subprocess.Popen(program, cwd=scratch.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        most = 0
        while process.poll() is None:
            most = max(most, sum(map(_own_pages, _forked(process.pid))))
            time.sleep(0.2)
    return {"PSS that a running submission adds, MB": (most / 2**20, "under 150")}


def _tree(pid: int) -> dict[int, int]:
    """From each process below `pid` to its parent."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    below, new = {}, {pid}
    while new:
        new = {child for child, parent in parents.items() if parent in new}
        below |= {child: parents[child] for child in new}
    return below


def _forked(pid: int) -> list[int]:
    """Processes that a warm process forked: same program as their parent."""

    def program(process: int) -> bytes:
        try:
            return Path(f"/proc/{process}/cmdline").read_bytes()
        except OSError:
            return b""

    tree = {child: (program(child), program(parent)) for child, parent in _tree(pid).items()}
    return [child for child, (its, parents) in tree.items() if b"gradschool.staff.fork" in its and its == parents]


def _own_pages(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Private_"))


def many(options) -> dict:
    """Does grading slow down, or the coordinator grow, with the number of submissions?"""
    name = names()[0]
    submissions = list(islice(cycle(a_class(name, 11)), options.many))
    with graded_course(name, submissions) as scratch:
        times, started = [], time.monotonic()

        def note(summary):
            while len(times) < summary.done:
                times.append(time.monotonic() - started)

        summary = run.grade(scratch.course, name, progress=note)
    tenth = max(len(times) // 10, 1)
    warm = min(len(times) // 20, 20)
    first, last = (times[warm + tenth] - times[warm]) / tenth, (times[-1] - times[-1 - tenth]) / tenth
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        f"{summary.done} submissions: seconds each, first tenth": (first, ""),
        "last tenth ÷ first tenth": (last / first, "at most 1.2"),
        "coordinator's peak memory, MB": (peak, "under 500"),
    }


def dask(options) -> dict:
    """The same class on 1 and on 2 Dask workers, processes of their own on loopback."""
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
                from distributed import Client

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
    """An engine of 64 workers that sleep as long as a submission once took, and give what it once gave."""

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
        """Threads do not get lost."""

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def simulated(options) -> dict:
    """Does the writer keep up with 64 workers?"""
    name = names()[0]
    base = a_class(name, 11)
    recorded = []

    class Recording:
        room = 1

        def __init__(self):
            from gradschool.staff.grading.engines import Local

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
    with graded_course(name, list(islice(cycle(base), options.simulated))) as scratch:
        sleeping = Sleeping(recorded)
        summary = run.grade(scratch.course, name, engine=sleeping)
        sleeping.close()
    rate = summary.done / summary.wall_seconds
    return {f"{summary.done} submissions, 64 simulated workers: saved a second": (rate, "over 50, or its bound")}


PARTS = {part.__name__: part for part in (wall, overhead, start, memory, many, dask, simulated)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--submissions", type=int, default=60)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--many", type=int, default=2000)
    parser.add_argument("--simulated", type=int, default=20_000)
    parser.add_argument("--json")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    print(f"{os.cpu_count()} cores, {options.submissions} submissions of {' and '.join(names())}")
    table = {}
    for part in options.parts or PARTS:
        for row, (value, wanted) in PARTS[part](options).items():
            table[row] = {"value": value, "wanted": wanted}
            print(f"{row:<58} {value:>9.3f}  {wanted}", flush=True)
    if options.json:
        Path(options.json).write_text(json.dumps(table, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()

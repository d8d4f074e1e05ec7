"""Measure seconds on the clock, compared with stock nbgrader's, and seconds of the processors."""

import json
import socket
import statistics
import subprocess
import sys
import time

import nbformat

from grading_parts.classes import COURSE, a_class, command, graded_course, names, nbgrader_autograde
from grading_parts.processes import processor_seconds
from gradschool.staff.judge.channel import Channel
from gradschool.staff.judge.remote_student import RemoteStudent
from gradschool.staff.judge.worker import Worker, judge_side
from gradschool.staff.sandbox.limits import Limits
from gradschool.staff.warm import preload

SETTINGS = {"limits": Limits().as_dict(), "boxed": True, "folder": "/scratch/work", "spill": "/scratch"}
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


def wall(options) -> dict:
    """Compare stock nbgrader, one submission after another, with `gradschool grade` on all cores."""
    rows = {"stock": [], "gradschool": []}
    for _ in range(options.repeat):
        totals = dict.fromkeys(rows, 0.0)
        for name in names():
            submissions = a_class(name, options.submissions // 2)
            with graded_course(name, submissions, judge=False) as scratch:
                totals["stock"] += nbgrader_autograde(scratch, name)
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
    """Measure the processor seconds of grading, less those of the same cells in one warm IPython shell."""
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
                program = [sys.executable, "-W", "ignore", "-c", IN_A_KERNEL, cells_file, result]
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
    """Measure the time from asking for a student side to the answer of its first cell."""
    worker = Worker()
    worker._student.wait_until_ready()
    taken = [_first_cell(worker) for _ in range(20)]
    worker.close()
    return {"fork to the end of the first cell, ms": (1000 * statistics.median(taken[1:]), "under 100")}


def _first_cell(worker: Worker) -> float:
    ours, theirs = socket.socketpair()
    started = time.perf_counter()
    pid = worker.fork_student(SETTINGS, theirs.fileno())
    theirs.close()
    student = RemoteStudent(Channel(ours, 1 << 20), {})
    student.until = time.monotonic() + 30
    student.cell("1 + 1", 1000)
    taken = time.perf_counter() - started
    ours.close()
    worker.end_student(pid)
    return taken


def startup(options) -> dict:
    """Measure the processor seconds that the start of a run takes, whatever the number of submissions."""
    code = "import time, gradschool.staff.cli, gradschool.staff.grading.run; print(time.process_time())"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    judge_side.close()
    worker = Worker()
    judge_side.get().wait_until_ready()
    worker._student.wait_until_ready()
    judge = processor_seconds(judge_side.get().process.pid)
    plain = processor_seconds(worker._student.process.pid)
    worker._student.load(preload.TORCH_COMPILER)
    _first_cell(worker)  # which comes after what is loaded
    loaded = processor_seconds(worker._student.process.pid)
    worker.close()
    return {
        "processor seconds once a run: the command itself": (float(done.stdout), ""),
        "the judge's warm process": (judge, ""),
        "each worker's warm process": (plain, ""),
        "and where optimizers or torch.func are used": (loaded - plain, ""),
    }

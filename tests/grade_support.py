"""What the tests of `gradschool grade` share: engines that execute nothing, and marks as the gradebook holds them."""

import os
import signal
import subprocess
import sys
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import nbformat
import pytest
import toy
from nbformat import writes
from nbgrader.api import Gradebook

from gradschool.staff.grading.engines import Executed
from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.sandbox import box

needs_walls = pytest.mark.skipif(bool(box.missing()), reason="; ".join(box.missing()) or "all walls are here")
ENDLESS = "def double(x):\n    while True:\n        pass"


class Recorded:
    """An engine that executes nothing: each answer gets the outputs that `outcome(student number)` gives."""

    room = 4

    def __init__(self, outcome=None):
        self.outcome, self.count = outcome or (lambda number: None), 0

    def submit(self, jobs):
        future, number = Future(), self.count
        self.count += 1
        try:
            if raised := self.outcome(number):
                raise raised
            future.set_result(Executed({name: recorded(job) for name, job in jobs.items()}, 0.1 * number))
        except Exception as error:
            future.set_exception(error)
        return future

    def check(self):
        """Nothing gets lost."""

    def close(self):
        """Nothing is open."""


def recorded(job) -> bytes:
    """The submitted notebook, as if its cells had run and put out nothing."""
    notebook = nbformat.reads(job.submitted.decode(), as_version=4)
    notebook.metadata["gradschool"] = {"stopped": {}}
    return writes(notebook).encode()


def marks(scratch: ScratchCourse) -> dict[str, dict[str, tuple]]:
    """From each student to each graded cell's marks and each answer's comment, as the gradebook holds them."""
    found = {}
    with Gradebook(scratch.database) as gradebook:
        for submission in gradebook.assignment_submissions(toy.NAME):
            [notebook] = submission.notebooks
            rows = {g.name: (g.auto_score, g.manual_score, g.needs_manual_grade, g.max_score) for g in notebook.grades}
            found[submission.student_id] = rows | {c.name: c.auto_comment for c in notebook.comments}
    return found


def command(scratch: ScratchCourse, *options: str, **keywords) -> subprocess.Popen:
    arguments = [sys.executable, "-m", "gradschool.staff.cli", "grade", "1", *options]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # Ctrl-C has its usual effect also where these tests run in the background, which ignores it.
    keywords |= {"preexec_fn": partial(signal.signal, signal.SIGINT, signal.SIG_DFL)}
    return subprocess.Popen(arguments, cwd=scratch.root, text=True, **streams, **keywords)


def nbgrader(scratch: ScratchCourse, *arguments: str) -> subprocess.CompletedProcess:
    """Run the program nbgrader in this course, as an instructor does; all that it says is the result's `stdout`."""
    program = [sys.executable, "-m", "nbgrader", *arguments]
    # It starts alembic, of this environment; nobody's own settings of Jupyter count.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    settings = str(scratch.root / ".settings")
    environment = os.environ | {"PATH": path, "JUPYTER_CONFIG_DIR": settings, "IPYTHONDIR": settings}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
    return subprocess.run(program, cwd=scratch.root, env=environment, text=True, errors="replace", **streams)


def children(pid: int) -> list[int]:
    """Processes below `pid`, at any depth."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, new = [], {pid}
    while new:
        new = {child for child, parent in parents.items() if parent in new}
        found += new
    return found

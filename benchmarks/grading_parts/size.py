"""Measure memory, and whether grading slows down in a long run."""

import resource
import subprocess
import sys
import time
from itertools import cycle, islice

from grading_parts.classes import COURSE, a_class, graded_course, names
from grading_parts.pace import Pace
from grading_parts.processes import forked, own_pages
from gradschool.staff.grading import run
from gradschool.staff.samples.answers import load_answers, submission


def memory(options) -> dict:
    """Measure the memory that a running submission adds: the pages that only its two forks have.

    The pages that a fork shares with its warm process are there without it, and do not count.
    """
    name = names()[0]
    first = next(iter(load_answers(COURSE.root / "tests" / "answers" / name)))
    sleeping = submission(COURSE.release_notebook(name), {first: "import time\ntime.sleep(8)"})
    with graded_course(name, [sleeping.encode()]) as scratch:
        program = [sys.executable, "-m", "gradschool.staff.cli", "grade", name, "--workers", "1"]
        process = subprocess.Popen(program, cwd=scratch.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        most = 0
        while process.poll() is None:
            most = max(most, sum(map(own_pages, forked(process.pid))))
            time.sleep(0.2)
    return {"own pages of a running submission, MB": (most / 2**20, "under 150")}


def many(options) -> dict:
    """Measure whether grading slows down, or the process that saves grows, with the number of submissions."""
    name = names()[0]
    submissions = list(islice(cycle(a_class(name, 11)), options.many))
    with graded_course(name, submissions) as scratch:
        pace = Pace()
        summary = run.grade(scratch.course, name, progress=pace)
    first, last = pace.tenths()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        f"{summary.done} submissions: seconds each, first tenth": (first, ""),
        "last tenth ÷ first tenth": (last / first, "at most 1.2"),
        "peak memory of the process that saves, MB": (peak, "under 500"),
    }

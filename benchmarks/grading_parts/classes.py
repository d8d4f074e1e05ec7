"""Make classes of sample submissions, and run the command that grades them."""

import os
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from gradschool.staff.course.layout import find_course
from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.samples.answers import load_answers, submission

COURSE = find_course(__file__)
JUDGE, STOCK = '"gradschool.staff.plugins.judge.Judge"', '"nbgrader.preprocessors.Execute"'
RAISES = "raise ValueError('not done yet')"


def names() -> list[str]:
    """Return the assignments that are graded."""
    return [COURSE.assignment("5"), COURSE.assignment("9")]


def a_class(name: str, count: int) -> list[bytes]:
    """Return `count` notebooks with answers filled in: right, wrong, blank and raising ones in turn."""
    release = COURSE.release_notebook(name)
    answers = load_answers(COURSE.root / "tests" / "answers" / name)
    right = [{key: pick(given, True, n) for key, given in answers.items()} for n in range(3)]
    wrong = [{key: pick(given, False, n) for key, given in answers.items()} for n in range(6)]
    raising = [dict.fromkeys(answers, RAISES)]
    kinds = [right[0], wrong[0], {}, right[1], wrong[1], raising[0], wrong[2], right[2], wrong[3], wrong[4], wrong[5]]
    return [submission(release, codes).encode() for codes in islice(cycle(kinds), count)]


def pick(given: list, right: bool, number: int) -> str:
    """Return the code of one of the right, or of the wrong, answers."""
    codes = [answer.code for answer in given if answer.right is right]
    return codes[number % len(codes)]


def graded_course(name: str, submissions: list[bytes], judge: bool = True) -> ScratchCourse:
    """Return a temporary course with these submissions, not graded yet; judge=False leaves execution to nbgrader."""
    scratch = ScratchCourse(COURSE, [name])
    if not judge:
        scratch.course.config.write_text(scratch.course.config.read_text().replace(JUDGE, STOCK))
    scratch.generate(name)
    for number, data in enumerate(submissions):
        scratch.submit(name, f"student-{number:05}", data)
    return scratch


def nbgrader_autograde(scratch: ScratchCourse, name: str) -> float:
    """Wall seconds of the program `nbgrader autograde`, its start included."""
    started = time.perf_counter()
    program = [sys.executable, "-m", "nbgrader", "autograde", name, "--force"]
    done = subprocess.run(program, cwd=scratch.root, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return time.perf_counter() - started


def command(scratch: ScratchCourse, name: str, *options: str) -> tuple[float, float]:
    """Run `gradschool grade`; return its seconds on the clock, and the whole machine's processor seconds meanwhile.

    The whole machine is counted because the processes in a sandbox are not children of the command when they are ended.
    """
    before, started = busy(), time.perf_counter()
    program = [sys.executable, "-m", "gradschool.staff.cli", "grade", name, "--json", *options]
    done = subprocess.run(program, cwd=scratch.root, capture_output=True, text=True)
    wall = time.perf_counter() - started
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return wall, busy() - before


def busy() -> float:
    """Return the seconds that all processors have worked since the start: user, nice, system, irq, softirq."""
    total = Path("/proc/stat").read_text().splitlines()[0]
    user, nice, system, _idle, _waiting, irq, softirq, *_ = map(int, total.split()[1:])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")

"""Submissions that try to cheat or to break the grader, each graded between two honest neighbours.

tests/hostile/FAMILY/NAME holds one submission: answer.py is what stands in the answer cell of the first exercise;
make.py puts a file that is no ordinary submission into a folder.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import threading
import warnings
from contextlib import closing
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from judge_support import CHECK_SLOPE, CHECK_SUM, HIDDEN_SLOPE, SETUP, SLOPE, SUM, cell
from nbformat import reads, writes
from nbformat.v4 import new_notebook
from rich.console import Console

from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import METADATA
from gradschool.staff.grading import run
from gradschool.staff.grading.engines import Local
from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.results.gradebook import read_result
from gradschool.staff.sandbox import box
from gradschool.staff.terminal.grading_run import show

pytestmark = [pytest.mark.hostile, pytest.mark.slow]
if box.missing():
    pytestmark.append(pytest.mark.skip(reason="; ".join(box.missing())))

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).parent / "hostile"
NAME = "01_hostile"
CELL_SECONDS, SUBMISSION_SECONDS, MEMORY_MB = 3, 18, 600
LIMITS = f"""
c.Judge.cell_seconds = {CELL_SECONDS}
c.Judge.submission_seconds = {SUBMISSION_SECONDS}
c.Judge.cpu_seconds = 8
c.Judge.memory_mb = {MEMORY_MB}
"""
FULL, SECOND = 3, 1
# One, so that what is measured of a submission is its own.
WORKERS = 1
FAMILIES = sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())
SUBMISSIONS = [
    pytest.param(family, folder.name, id=f"{family}/{folder.name}", marks=pytest.mark.xdist_group(f"hostile-{family}"))
    for family in FAMILIES
    for folder in sorted((FOLDER / family).iterdir())
    if folder.is_dir()
]
each_family = pytest.mark.parametrize(
    "family", [pytest.param(family, marks=pytest.mark.xdist_group(f"hostile-{family}")) for family in FAMILIES]
)


def source() -> str:
    """The assignment that all of them answer: a slope (2 points, one of them hidden) and a sum (1 point)."""
    worked = "    ### BEGIN SOLUTION\n{}\n    ### END SOLUTION"
    cells = [
        cell(SETUP, "a01-setup"),
        cell(f"def slope(x):\n{worked.format(SLOPE.splitlines()[1])}", "a01-q1-slope", solution=True),
        cell(CHECK_SLOPE, "a01-q1-check", points=1),
        cell(HIDDEN_SLOPE, "a01-q1-hidden", points=1),
        cell(f"def total(x, y):\n{worked.format(SUM.splitlines()[1])}", "a01-q2-sum", solution=True),
        cell(CHECK_SUM, "a01-q2-check", points=1),
    ]
    for made in cells:
        del made.metadata.nbgrader["cell_type"]
        made["id"] = made.metadata.nbgrader.grade_id
    return writes(new_notebook(cells=cells, metadata=METADATA))


def answered(release: bytes, **answers: str) -> bytes:
    notebook = reads(release.decode(), as_version=4)
    for made in notebook.cells:
        name = made.id.rpartition("-")[2]
        if name in answers:
            made.source = answers[name]
    return writes(notebook).encode()


class Batch:
    """One family, graded: hostile submissions with an honest one before and after each, and a blank one."""

    def __init__(self, family: str, folder: Path):
        self.family = family
        source_course = Course(folder / "course")
        source_course.source_notebook(NAME).parent.mkdir(parents=True)
        source_course.source_notebook(NAME).write_text(source())
        source_course.config.write_text((ROOT / "nbgrader_config.py").read_text() + LIMITS)
        self.scratch = ScratchCourse(source_course, [NAME], folder / "graded")
        course = self.scratch.course
        release = self.scratch.generate(NAME).read_bytes()
        self.honest = answered(release, slope=SLOPE, sum=SUM)
        self.students = {}
        self._submit("000-honest", self.honest)
        self._submit("999-blank", release)
        for number, path in enumerate(sorted(path for path in (FOLDER / family).iterdir() if path.is_dir())):
            student = f"{2 * number + 1:03}-{path.name}"
            self.students[path.name] = student
            if (path / "make.py").is_file():
                self._make(student, path / "make.py", release)
            else:
                code = (path / "answer.py").read_text()
                # A forger earns nothing honestly; the others have an honest second answer to lose.
                self._submit(student, answered(release, slope=code, **({} if family == "forge" else {"sum": SUM})))
            self._submit(f"{2 * number + 2:03}-honest", self.honest)
        self.neighbours = [path.name for path in (self.scratch.root / "submitted").glob("*-honest")]
        self.hashes = {student: self._hash("submitted", student) for student in self.neighbours}
        quiet = warnings.catch_warnings(action="ignore")  # of the notebook format, about the malformed ones
        with quiet, Memory() as memory, closing(Local(WORKERS)) as engine:
            self.summary = run.grade(course, NAME, engine=engine)
        self.peak = memory.peak

    def _submit(self, student: str, data: bytes) -> None:
        self.scratch.submit(NAME, student, data)

    def _make(self, student: str, script: Path, release: bytes) -> None:
        spec = importlib.util.spec_from_file_location(f"hostile_{script.parent.name}", script)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        folder = self.scratch.submitted_notebook(NAME, student).parent
        folder.mkdir(parents=True)
        module.make(folder, release)

    def _hash(self, place: str, student: str) -> str:
        return hashlib.sha256((self.scratch.root / place / student / NAME / f"{NAME}.ipynb").read_bytes()).hexdigest()

    def result(self, student: str):
        return read_result(self.scratch.database, self.scratch.autograded_notebook(NAME, student), NAME, student)

    def lines(self, student: str) -> list[str]:
        """What the operator is told of one student."""
        told = StringIO()
        show(self.summary, Console(file=told, width=200))
        return [line for line in told.getvalue().splitlines() if line.startswith(f"{student}: ")]


class Memory(threading.Thread):
    """Samples the memory of all boxes on this machine, in bytes; `peak` is the largest sum."""

    def __init__(self):
        super().__init__(daemon=True)
        self.peak, self._ended = 0, threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self.join()

    def run(self):
        while not self._ended.wait(0.1):
            self.peak = max(self.peak, sum(map(_anonymous, _boxed())))


def _boxed() -> list[int]:
    """Processes that descend from this one and live in another process namespace."""
    own, parents, inside = os.readlink("/proc/self/ns/pid"), {}, []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if os.readlink(folder / "ns" / "pid") != own:
                inside.append(int(folder.name))
        except OSError:
            continue

    def is_ours(pid: int) -> bool:
        while pid not in (0, os.getpid()):
            pid = parents.get(pid, 0)
        return pid != 0

    return [pid for pid in inside if is_ours(pid)]


def _anonymous(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    @cache
    def batch(family: str) -> Batch:
        made = Batch(family, tmp_path_factory.mktemp(family))
        batches.append(made)
        return made

    batches = []
    yield batch
    for made in batches:
        shutil.rmtree(made.scratch.root, ignore_errors=True)


@pytest.mark.parametrize("family, name", SUBMISSIONS)
def test_a_hostile_submission_gains_nothing(graded, family, name):
    batch = graded(family)
    student = batch.students[name]
    if student in batch.summary.failed:
        assert family == "malformed", batch.summary.failed[student]
        return
    first, second = batch.result(student).exercises
    assert first.points == 0, f"{student}: {first}"
    if family in ("hang", "exhaust", "kill"):
        assert second.points == SECOND, f"{student}: the second, honest answer lost its point: {second}"
    if family == "forge":
        assert second.points == 0


@pytest.mark.parametrize("family, name", SUBMISSIONS)
def test_the_operator_is_told_in_one_line_without_a_neighbours_name(graded, family, name):
    batch = graded(family)
    student = batch.students[name]
    lines = batch.lines(student)
    told = batch.summary.stopped.get(student, ""), batch.summary.failed.get(student, "")
    assert len(lines) == len([text for text in told if text])
    for line in [*lines, *told]:
        assert "\n" not in line and "Traceback" not in line
        assert not [other for other in batch.neighbours if other in line]
    if family in ("hang", "kill"):
        [line] = lines
        assert f"{student}: stopped in a01-q1: " in line


@each_family
def test_neighbours_are_untouched(graded, family):
    batch = graded(family)
    assert not set(batch.summary.failed) & set(batch.neighbours)
    assert {batch.result(student).points for student in batch.neighbours} == {FULL}
    assert {student: batch._hash("submitted", student) for student in batch.neighbours} == batch.hashes
    assert len({batch._hash("autograded", student) for student in batch.neighbours}) == 1


@each_family
def test_a_blank_submission_scores_zero(graded, family):
    assert graded(family).result("999-blank").points == 0


@each_family
def test_time_and_memory_stay_within_their_limits(graded, family):
    batch = graded(family)
    count = len(batch.students)
    assert batch.summary.wall_seconds < 40 + count * (SUBMISSION_SECONDS + 3)
    # the warm process of the box itself holds torch and the rest, about 400 MB
    assert batch.peak < WORKERS * (MEMORY_MB * 1.1 + 450) * 2**20, f"{batch.peak >> 20} MB"
    print(f"\n{family}: {count} submissions, {batch.summary.wall_seconds:.0f} s, peak {batch.peak >> 20} MB")


def test_nothing_left_the_box(graded):
    batch = graded("escape")
    for student in batch.students.values():
        text = batch.scratch.autograded_notebook(NAME, student).read_text()
        assert "['ESCAPED']" not in "".join(json.dumps(made.get("outputs")) for made in json.loads(text)["cells"])


@each_family
def test_there_are_a_dozen_or_more(family):
    assert len(list((FOLDER / family).iterdir())) >= 12

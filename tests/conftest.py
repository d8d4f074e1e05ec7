"""Fixtures that several tests share."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
import toy
from nbformat import writes

from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.results.exercises import Result
from gradschool.staff.results.gradebook import read_result

# These need more than the other tests, which `make test-browser` installs.
collect_ignore = [] if find_spec("playwright") and find_spec("axe_playwright_python") else ["browser"]


# What the names of the groups begin with that take longest, the longest first: see pytest --durations=0.
LONGEST = ("grade-", "hostile-", "cluster", "judge", "warm-kernel", "grade", "toy-class", "staff/")


class ToyClass:
    """The toy assignment, graded once for a class with every kind of submission."""

    def __init__(self, course):
        self.scratch = ScratchCourse(course, [toy.NAME])
        release = self.scratch.generate(toy.NAME)
        right = toy.answered(release, **toy.RIGHT)
        self.submitted = {
            "blank": release.read_text(),
            "copied-check": writes(toy.with_copy(right, "a01-q1-check")),
            "deleted-answer": writes(toy.without(right, "a01-q1-double")),
            "deleted-check": writes(toy.without(right, "a01-q1-hidden")),
            "dies": writes(toy.answered(release, double=toy.DIES, square=toy.RIGHT["square"])),
            "lucky": writes(toy.answered(release, double="def double(x):\n    return 6")),
            "minus": writes(toy.answered(release, double=toy.MINUS, square=toy.RAISES)),
            "not-json": "This is my homework.",
            "old-schema": writes(toy.with_schema(right, 0)),
            "right": writes(right),
        }
        for student, text in self.submitted.items():
            self.scratch.submit(toy.NAME, student, text)
        (self.scratch.root / "submitted" / "nothing" / toy.NAME).mkdir(parents=True)
        self.failures = self.scratch.autograde(toy.NAME)

    def result(self, student: str) -> Result:
        autograded = self.scratch.autograded_notebook(toy.NAME, student)
        return read_result(self.scratch.database, autograded, toy.NAME, student)


@pytest.fixture(scope="session")
def toy_course(tmp_path_factory):
    return toy.make_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def toy_class(toy_course) -> Iterator[ToyClass]:
    graded = ToyClass(toy_course)
    with graded.scratch:
        yield graded


@pytest.fixture(scope="session")
def generated(toy_course, tmp_path_factory):
    scratch = ScratchCourse(toy_course, [toy.NAME], tmp_path_factory.mktemp("generated"))
    release = scratch.generate(toy.NAME)
    answers = {"ann": toy.RIGHT, "bob": {"double": toy.MINUS, "square": toy.RAISES}, "cy": {}}
    for student, given in answers.items():
        scratch.submit(toy.NAME, student, writes(toy.answered(release, **given)))
    return scratch


@pytest.fixture
def class_of_three(generated, toy_course, tmp_path):
    """A generated toy assignment with the submissions of three students, not graded yet."""
    shutil.copytree(generated.root, tmp_path / "class")
    return ScratchCourse(toy_course, [], tmp_path / "class")


def pytest_addoption(parser):
    parser.addoption(
        "--compare-all", action="store_true", help="Compare the marks of all answers with nbgrader's own execution"
    )


def pytest_report_header():
    return [f"tests/{folder} is left out: run make test-browser" for folder in collect_ignore]


def pytest_collection_modifyitems(items):
    """Keep tests that share something on one worker, and let what takes longest begin first, so that all end together.

    The graded toy class is shared by all that ask for it; else a file's tests stay together, as its fixtures do.
    """
    for item in items:
        if "toy_class" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("toy-class"))
            item.add_marker(pytest.mark.slow)
        elif item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(toy.ROOT / "tests").as_posix()))
    items.sort(key=_rank)


def _rank(item) -> int:
    """Where the group of a test stands among the longest ones; all others stay in their order, after them."""
    group = item.get_closest_marker("xdist_group").args[0]
    return next((rank for rank, begin in enumerate(LONGEST) if group.startswith(begin)), len(LONGEST))

"""The marks in a cell, known in one place, are those that nbgrader itself reads."""

import re

import pytest
import toy
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

from gradschool.staff.course import markers

PLACES = [*(toy.ROOT / "gradschool").rglob("*.py"), toy.ROOT / "nbgrader_config.py"]


def test_they_are_nbgraders_own():
    solutions, tests = ClearSolutions(), ClearHiddenTests()
    assert markers.MARKERS[:2] == (solutions.begin_solution_delimeter, solutions.end_solution_delimeter)
    assert markers.MARKERS[2:] == (tests.begin_test_delimeter, tests.end_test_delimeter)


@pytest.mark.parametrize(
    "text, home",
    [
        (r"(BEGIN|END) (SOLUTION|HIDDEN TESTS)", "gradschool/staff/course/markers.py"),
        (r"[\"']CellTimeoutError", "gradschool/staff/course/trouble.py"),
    ],
)
def test_one_place_writes_them_out(text, home):
    found = [path.relative_to(toy.ROOT).as_posix() for path in PLACES if re.search(text, path.read_text("utf-8"))]
    assert found == [home]


@pytest.mark.parametrize("metadata", [{}, {"nbgrader": None}, {"nbgrader": []}, {"nbgrader": {"grade_id": 7}}])
def test_a_cell_without_a_grade_id_has_none(metadata):
    assert markers.grade_id({"metadata": metadata}) is None
    assert markers.grade_id({"metadata": {"nbgrader": {"grade_id": "a01-q1"}}}) == "a01-q1"


SOURCE = "a = 1\n### BEGIN HIDDEN TESTS\nb = 2\n### END HIDDEN TESTS\nc = 3\n### BEGIN HIDDEN TESTS\nd = 4"


def test_hidden_tests_are_left_out_with_their_markers_also_where_the_end_is_missing():
    assert markers.without_hidden_tests(SOURCE) == "a = 1\nc = 3"


def test_markers_are_left_out_and_what_they_enclose_is_kept():
    assert markers.without_markers(SOURCE) == "a = 1\nb = 2\nc = 3\nd = 4"

"""Where checks send their students: headings of lessons, and the nearest one when there is none."""

import pytest
from authoring_support import graded, make_course, write_lesson
from nbformat.v4 import new_notebook

from gradschool.staff.authoring.reading import dead_pointers, headings, pointers


@pytest.fixture
def course(tmp_path):
    course = make_course(tmp_path)
    write_lesson(course, "# 01 · Toy", "## Signs\n\nText.\n\n### Signs of squares")
    return course


def notebook(*places):
    cells = [graded(f'f(read="{place}")', f"a01-q{n}-check") for n, place in enumerate(places, 1)]
    return new_notebook(cells=cells)


def test_headings_carry_the_number_of_their_lesson(course):
    assert headings(course) == {"01 · 01 · Toy", "01 · Signs", "01 · Signs of squares"}
    assert headings(course, "02") == set()


def test_pointers_come_with_their_cells():
    assert list(pointers(notebook("01 · Signs"))) == [("a01-q1-check", "01 · Signs")]


def test_a_pointer_to_a_heading_is_not_dead(course):
    assert list(dead_pointers(course, notebook("01 · Signs", "01 · Signs of squares"))) == []


@pytest.mark.parametrize(
    ("place", "remedy"),
    [
        ("01 · Signs of square", "name a heading such as '01 · Signs of squares'"),
        ("02 · Signs", "begin it with the number of a lesson that is there"),
        ("Signs", "begin it with the number of a lesson that is there"),
    ],
)
def test_a_dead_pointer_says_where_it_could_lead(course, place, remedy):
    [(cell, what, found)] = dead_pointers(course, notebook(place))
    assert (cell, what, found) == ("a01-q1-check", f"read={place!r} is no heading of a lesson", remedy)

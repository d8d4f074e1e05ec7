"""The pictures of a report say in their alt text what they show."""

import pytest

from gradschool.staff.report import figures
from gradschool.staff.report.summary import STATUSES, Item, Report, Student
from gradschool.staff.results.exercises import RIGHT, WRONG


def report(*points: float) -> Report:
    students = tuple(Student(f"s{n}", value, True, (), ()) for n, value in enumerate(points))
    return Report("01_toy", False, 4.0, len(points), students, (), (), (), ())


def test_marks_are_drawn_with_their_median():
    picture = figures.marks_distribution(report(0.0, 3.0, 3.0))
    assert picture.alt == "Students by points, median 3. 0 to 1 points: 1; 3 to 4 points: 2."
    assert picture.png().startswith(b"\x89PNG")


def test_without_totals_there_is_no_picture_of_marks():
    with pytest.raises(ValueError, match="no totals"):
        figures.marks_distribution(report())


def test_each_exercise_is_a_bar_with_its_statuses():
    counts = dict.fromkeys(STATUSES, 0) | {RIGHT: 2, WRONG: 1}
    items = tuple(Item(n, f"q{n}", "", 2.0, counts, None, None, 0) for n in (1, 2))
    picture = figures.answers_by_exercise(items)
    assert picture.alt == "Exercise 1: 2 right, 1 wrong. Exercise 2: 2 right, 1 wrong."
    assert [label.get_text() for label in picture.fig.axes[0].get_yticklabels()] == ["1", "2"]


def test_every_status_has_a_look_of_its_own():
    assert set(figures.LOOKS) == set(STATUSES) and len(set(figures.LOOKS.values())) == len(STATUSES)

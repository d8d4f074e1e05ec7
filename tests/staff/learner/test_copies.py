"""A learner's copies: made once, never overwritten."""

import pytest

from gradschool.staff.course.layout import Course
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.learner import copies

NAME = "01_toy"


@pytest.fixture
def course(tmp_path) -> Course:
    course = Course(tmp_path)
    course.release_notebook(NAME).parent.mkdir(parents=True)
    course.release_notebook(NAME).write_text("first release")
    return course


def states(course: Course) -> list[str]:
    return [copy.state for copy in copies.place(course)]


def test_a_release_is_put_in_work_once(course):
    assert states(course) == [copies.NEW]
    assert course.work_notebook(NAME).read_text() == "first release"
    assert states(course) == [copies.KEPT]


def test_work_is_never_overwritten_and_a_newer_release_is_announced(course):
    copies.place(course)
    course.work_notebook(NAME).write_text("my answers")
    assert states(course) == [copies.KEPT]
    course.release_notebook(NAME).write_text("second release")
    assert states(course) == [copies.NEWER]
    assert course.work_notebook(NAME).read_text() == "my answers"


def test_a_newer_release_is_put_beside_on_request(course):
    copies.place(course)
    course.release_notebook(NAME).write_text("second release")
    folder = copies.place_beside(course, NAME)
    assert folder == course.work / "01_toy.new"
    assert (folder / "01_toy.ipynb").read_text() == "second release"
    assert course.work_notebook(NAME).read_text() == "first release"
    assert states(course) == [copies.BESIDE]


def test_what_lies_beside_is_not_overwritten_either(course):
    copies.place(course)
    course.release_notebook(NAME).write_text("second release")
    first = copies.place_beside(course, NAME)
    assert copies.place_beside(course, NAME) == first
    course.release_notebook(NAME).write_text("third release")
    assert states(course) == [copies.NEWER]
    second = copies.place_beside(course, NAME)
    assert second == course.work / "01_toy.new2"
    assert (first / "01_toy.ipynb").read_text() == "second release"


def test_a_copy_that_was_deleted_is_made_anew_from_the_current_release(course):
    copies.place(course)
    course.release_notebook(NAME).write_text("second release")
    course.work_notebook(NAME).unlink()
    course.work_notebook(NAME).parent.rmdir()
    assert states(course) == [copies.NEW]
    assert states(course) == [copies.KEPT]


def test_a_copy_from_an_exchange_is_left_alone(course):
    course.work_notebook(NAME).parent.mkdir(parents=True)
    course.work_notebook(NAME).write_text("fetched")
    assert states(course) == [copies.KEPT]
    assert course.work_notebook(NAME).read_text() == "fetched"


def test_a_copy_that_was_cut_short_is_not_taken_for_work(course):
    partial = course.work / ".01_toy.partial"
    partial.mkdir(parents=True)
    (partial / "01_toy.ipynb").write_text("half")
    assert states(course) == [copies.NEW]
    assert course.work_notebook(NAME).read_text() == "first release"


def test_files_beside_the_notebook_come_along(course):
    (course.release / NAME / "data.csv").write_text("x,y\n")
    copies.place(course)
    assert (course.work / NAME / "data.csv").read_text() == "x,y\n"


def test_without_a_release_there_is_one_line(tmp_path):
    with pytest.raises(CourseError, match=r"^release: nothing is released yet; run: gradschool build$"):
        copies.place(Course(tmp_path))


def test_broken_stamps_are_one_line_that_says_what_to_do(course):
    copies.place(course)
    (course.work / copies.STAMPS).write_text("not json")
    with pytest.raises(CourseError, match=r"^work/\.releases\.json: not JSON; delete it"):
        copies.place(course)

"""What is read from a graded submission, for students and instructors."""

import pytest
import toy

from gradschool.staff import messages
from gradschool.staff.course import CourseError
from gradschool.staff.results import answer_key

FAILED = """\
slope(x) is not the derivative of polynomial(x)
  call      slope(2.0)
  got       -8.0
  expected  8 ± 3e-11 by finite differences
  mistake   SIGN_FLIPPED: you return minus the derivative
  do        Remove the minus.
  read      lesson 01, "The slope of a curve\""""


def test_a_message_is_read_into_its_parts():
    message = messages.parse(FAILED)
    assert message.headline == "slope(x) is not the derivative of polynomial(x)"
    assert (message.mistake, message.meaning) == ("SIGN_FLIPPED", "you return minus the derivative")
    assert (message.call, message.got, message.expected) == (
        "slope(2.0)",
        "-8.0",
        "8 ± 3e-11 by finite differences",
    )
    assert (message.do, message.read) == ("Remove the minus.", 'lesson 01, "The slope of a curve"')


@pytest.mark.parametrize("text", ["", "one line", "a\nb\n  got"])
def test_any_text_can_be_read(text):
    assert messages.parse(text).mistake is None


def test_the_public_part_of_a_message_shows_no_input_and_no_value():
    assert messages.public(FAILED).splitlines() == [
        "slope(x) is not the derivative of polynomial(x)",
        "  mistake   SIGN_FLIPPED: you return minus the derivative",
        "  do        Remove the minus.",
        '  read      lesson 01, "The slope of a curve"',
    ]


def test_an_exercise_is_known_by_its_answer_cell():
    assert answer_key("a01-q1-polynomial-slope") == "q1-polynomial-slope"


def test_a_right_submission_has_all_points(toy_class):
    result = toy_class.result("right")
    assert (result.points, result.max_points) == (5, 5)
    assert [exercise.key for exercise in result.exercises] == ["q1-double", "q2-square"]
    assert [exercise.title for exercise in result.exercises] == ["Double a number", "Square a number"]
    assert {exercise.status for exercise in result.exercises} == {"right"}


def test_a_blank_submission_has_none_and_is_called_blank(toy_class):
    result = toy_class.result("blank")
    assert result.points == 0
    assert {exercise.status for exercise in result.exercises} == {"blank"}


def test_a_named_mistake_is_read_with_what_to_do(toy_class):
    double = toy_class.result("minus").exercise("q1-double")
    assert (double.status, double.mistake) == ("wrong", "SIGN_FLIPPED")
    assert (double.do, double.read) == ("Remove the minus.", 'lesson 01, "Signs"')


def test_an_error_of_the_students_own_is_shown_in_one_line(toy_class):
    square = toy_class.result("minus").exercise("q2-square")
    assert (square.status, square.mistake, square.message) == ("wrong", None, "ValueError: no square for -3")


def test_a_lost_hidden_check_is_told_without_its_input(toy_class):
    double = toy_class.result("lucky").exercise("q1-double")
    assert (double.points, double.status) == (1, "partly")
    assert toy.SECRET_INPUT not in str(double)
    assert toy.SECRET_VALUE not in str(double)


def test_a_submission_that_was_not_graded_is_an_error_in_one_line(toy_class):
    with pytest.raises(CourseError, match=r"no graded submission of 01_toy by not-json"):
        toy_class.result("not-json")

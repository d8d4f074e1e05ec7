"""What is read from a graded submission, for students and instructors."""

import pytest
import toy
from nbformat import writes
from nbformat.v4 import new_code_cell, new_output

from gradschool.diagnose.from_exceptions import IN_THE_TRACEBACK
from gradschool.message_form import Message
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.results import check_messages
from gradschool.staff.results.exercises import answer_key, natural_order, result_of, what_was_said
from gradschool.staff.results.marks import Marks

FAILED = """\
slope(x) is not the derivative of polynomial(x)
  call      slope(2.0)
  got       -8.0
  expected  8 ± 3e-11 by finite differences
  mistake   SIGN_FLIPPED: you return minus the derivative
  do        Remove the minus.
  read      lesson 01, "The slope of a curve\""""


def test_the_public_part_of_a_message_shows_no_input_and_no_value():
    assert check_messages.public(FAILED).splitlines() == [
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


def test_a_visible_check_shows_what_was_called_and_what_came_back(toy_class):
    double = toy_class.result("minus").exercise("q1-double")
    assert (double.call, double.got, double.expected) == ("double(3)", "-6", "6")


def test_visible_and_hidden_marks_are_told_apart(toy_class):
    lucky = toy_class.result("lucky").exercise("q1-double")
    assert (lucky.points, lucky.hidden_points, lucky.max_points, lucky.hidden_max) == (1, 0, 3, 2)
    assert toy_class.result("right").exercise("q1-double").hidden_points == 2


def test_code_that_the_judge_stopped_is_told_with_the_cause(toy_class):
    result = toy_class.result("dies")
    assert result.stopped == {"q1-double": "it ended its own process"}
    assert [exercise.status for exercise in result.exercises] == ["wrong", "right"]
    assert toy_class.result("right").stopped == {}


@pytest.mark.parametrize("noted", [None, 3, ["x"], {"stopped": 3}, {"stopped": {"a01-q1": 3}}, {"other": {}}])
def test_metadata_of_any_kind_tell_of_no_stop(tmp_path, noted):
    notebook = toy.toy_source()
    notebook.metadata["gradschool"] = noted
    path = tmp_path / "01_toy.ipynb"
    path.write_text(writes(notebook))
    assert result_of(Marks({"a01-q1-check": (1, 1, False)}, ()), path, toy.NAME, "anybody").stopped == {}


@pytest.mark.parametrize("text", ["", "cut off", "[]", "{}", "3", '{"nbformat": 4}', '{"nbformat": 99, "cells": []}'])
def test_a_graded_notebook_that_cannot_be_read_is_an_error_in_one_line(tmp_path, text):
    path = tmp_path / "01_toy.ipynb"
    path.write_text(text)
    with pytest.raises(CourseError, match=r"01_toy\.ipynb: not a notebook; run nbgrader autograde --force again$"):
        result_of(Marks({}, ()), path, toy.NAME, "anybody")


@pytest.mark.parametrize("earlier, later", [("q2", "q10"), ("student 9", "student 10"), ("x", "x²"), ("²", "³")])
def test_numbers_in_a_text_are_sorted_as_numbers(earlier, later):
    assert sorted([later, earlier], key=natural_order) == [earlier, later]


def error(name: str, text: str):
    return new_output("error", ename=name, evalue=text, traceback=[])


def said(*cells) -> Message:
    """What a student is told of a question whose cells are given as (source, error outputs)."""
    return what_was_said(
        [toy.graded(new_code_cell(source, outputs=list(errors)), "a01-q1-x", points=1) for source, *errors in cells]
    )


def test_a_syntax_error_names_the_line_of_the_answer_cell():
    told = said(("def double(x)", error("SyntaxError", "expected ':' (1735640528.py, line 1)")))
    assert told.headline == "SyntaxError: expected ':', line 1 of the answer cell"


def test_an_endless_loop_is_told_with_the_limit_and_not_as_an_interrupt():
    slow = error("CellTimeoutError", "Your code took longer than 30 s and was stopped.")
    assert said(("require(double, 3, 6)", error("KeyboardInterrupt", ""), slow)).headline == slow.evalue


def test_nobody_is_sent_to_a_traceback_that_is_not_shown():
    text = f"double raised ValueError\n  call      double(3)\n  do        {IN_THE_TRACEBACK}"
    told = said(("require(double, 3, 6)", error("CheckFailed", text)))
    assert (told.call, told.do) == ("double(3)", None)


def test_a_mistake_that_only_the_hidden_check_names_stands_beside_the_visible_values():
    hidden = FAILED.replace("2.0", toy.SECRET_INPUT)
    told = said(
        (toy.HIDDEN, error("CheckFailed", hidden)),
        ("require(double, 3, 6)", error("CheckFailed", "double(x) is not right\n  call      double(3)")),
    )
    assert (told.headline, told.call, told.mistake) == ("double(x) is not right", "double(3)", "SIGN_FLIPPED")
    assert toy.SECRET_INPUT not in str(told)


def test_a_lost_hidden_check_is_told_without_its_input(toy_class):
    double = toy_class.result("lucky").exercise("q1-double")
    assert (double.points, double.status) == (1, "partly")
    assert toy.SECRET_INPUT not in str(double)
    assert toy.SECRET_VALUE not in str(double)


def test_a_submission_that_was_not_graded_is_an_error_in_one_line(toy_class):
    with pytest.raises(CourseError, match=r"no graded submission of 01_toy by not-json"):
        toy_class.result("not-json")

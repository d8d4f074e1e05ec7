"""Values of any structure: what equals what, and where a difference is."""

import pytest
import torch
from check_support import cube, failed, number, said, slope

from gradschool import check
from gradschool.check import CheckFailed

EQUAL = [
    (2.0, 2),
    (2, 2.0),
    (number(2.0), 2),
    (torch.tensor(3), 3),
    (number([1.0, 2.0]), number([1.0, 2.0])),
    ("minimum", "minimum"),
    (True, True),
    (None, None),
    ([1, 2.0], (1.0, 2)),
    ((), []),
    ({"a": 1, "b": [True, "x"]}, {"b": (True, "x"), "a": 1.0}),
    ([[1, (number([2.0]), None)]], [[1, (number([2.0]), None)]]),
]


DIFFERENT = [
    (2.1, 2),
    (True, 1),
    (1, True),
    ("2", 2),
    (2, "2"),
    (None, 2),
    (0, None),
    (number([2.0]), 2),
    ([1, 2], [1, 2, 3]),
    ([1, 2], {0: 1, 1: 2}),
    ({"a": 1}, {"a": 1, "b": 2}),
    ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}),
    ("Minimum", "minimum"),
    (2.0, number(2.0)),
    (torch.tensor([1.0]), number([1.0])),
    (number([[1.0]]), number([1.0])),
    (float("nan"), 2.0),
    (float("inf"), 2.0),
]


@pytest.mark.parametrize("got, expected", EQUAL)
def test_equal_values_pass_with_one_line(got, expected, capsys):
    check.value(got, expected, name="the slope")
    assert capsys.readouterr().out == "the slope is right\n"


@pytest.mark.parametrize("got, expected", DIFFERENT)
def test_values_that_differ_fail(got, expected):
    error = failed(check.value, got, expected, name="the slope")
    assert error.lines[0] == "the slope is not right"
    assert said(error, "got") and said(error, "expected")
    assert said(error, "call") is None


def test_a_difference_deep_inside_is_located():
    error = failed(check.value, {"a": ["x", "y"]}, {"a": ["x", "z"]})
    assert said(error, "got") == "['a'][1]: 'y'"


def test_a_value_that_is_not_filled_in_is_said_to_be():
    assert failed(check.value, ..., 2, name="the slope").lines[0] == "the slope is not filled in yet"


def test_equals_takes_a_reference_function_or_the_values():
    check.equals(lambda x: 2 * x, lambda x: x + x, at=[1.0, 2.0])
    check.equals(lambda x: "up" if x > 0 else "down", ["up", "down"], at=[1.0, -1.0])
    error = failed(check.equals, lambda x: "up", ["up", "down"], at=[1.0, -1.0])
    assert (said(error, "got"), said(error, "expected")) == ("'up'", "'down'")


def test_equals_hands_functions_and_text_over_as_they_are(capsys):
    check.equals(lambda f, name, x: (name, f(x)), lambda f, name, x: (name, cube(x)), at=[(cube, "cube", 2.0)])
    assert "agrees with the reference at 1 point" in capsys.readouterr().out


def test_equals_names_the_mistake_of_a_counterfactual():
    doubled = {"NO_ZERO_GRAD": lambda x: 2 * slope(x)}
    question = {"reference": slope, "at": [1.0, 2.0], "mistakes": doubled}
    assert failed(check.equals, lambda x: 2 * slope(x), **question).mistake == "NO_ZERO_GRAD"
    assert failed(check.equals, lambda x: 3 * slope(x), **question).mistake is None


def test_a_python_number_is_judged_in_float64():
    check.value(1 / 3, 1 / 3, name="third", rtol=1e-12)
    with pytest.raises(CheckFailed):
        check.value(0.1 * (1 + 1e-5), 0.1, name="tenth")

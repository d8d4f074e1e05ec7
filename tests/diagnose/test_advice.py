"""A wrong answer that is no named mistake gets advice if it shows what was computed instead."""

import pytest
import torch
from evidence_support import numbers

from gradschool import check
from gradschool.diagnose.advice import as_parts, imagine
from gradschool.diagnose.evidence import Evidence


def advice(check_it, answer, *args, **kwargs) -> str | None:
    with pytest.raises(check.CheckFailed) as caught:
        check_it(answer, *args, **kwargs)
    assert caught.value.mistake is None
    return next((line for line in caught.value.lines if line.startswith("  do")), None)


@pytest.mark.parametrize(
    "answer, told",
    [
        (lambda f, a: (2 * a, f(a)), "its height at x = 0"),
        (lambda f, a: (2 * a, f(a) + 2 * a * a), "Check the sign"),
        (lambda f, a: (f(a) - 2 * a * a, 2 * a), "in another order"),
    ],
)
def test_a_wrong_tangent_line_is_told_what_it_computed(answer, told):
    assert told in advice(check.tangent_line, answer, of=lambda x: x**2, at=[1.5, -0.5])


@pytest.mark.parametrize(
    "answer, told",
    [
        (lambda f, x, h: (f(x + h) - f(x)) / h, "one-sided"),
        (lambda f, x, h: (f(x) - f(x - h)) / h, "backward difference"),
        (lambda f, x, h: (f(x + h) - f(x - h)) / h, "2h apart"),
        (lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h, "parentheses"),
        (lambda f, x, h: 3 * x**2, "the derivative itself"),
    ],
)
def test_a_wrong_difference_is_told_what_it_computed(answer, told):
    assert told in advice(check.central_difference, answer, of=lambda x: x**3, at=[(1.5, 0.5), (-0.5, 0.1)])


def test_swapped_partials_are_told_so():
    assert "another order" in advice(check.gradient, lambda x, y: (x, y), of=lambda x, y: x * y, at=[(1.5, -0.5)])


def test_the_input_itself_is_recognised():
    assert "input itself" in advice(check.gradient, lambda x: x, of=lambda x: (x**3).sum(), at=[numbers(1.5, -0.5)])


def test_the_value_in_place_of_the_slope_is_told_so():
    assert "the function itself" in advice(check.derivative, lambda x: x**3, of=lambda x: x**3, at=[1.5, -0.5])


def test_advice_is_not_given_to_an_answer_that_resembles_nothing():
    assert advice(check.derivative, lambda x: x + 1, of=lambda x: x**3, at=[1.5, -0.5]) is None


@pytest.mark.parametrize(
    "found, told",
    [
        (lambda f, low, high: high, "ran into an end"),
        (lambda f, low, high: 0.5, "zero of its slope"),
        (lambda f, low, high: 0.2, "halve often"),
    ],
)
def test_a_search_that_misses_is_told_how(found, told):
    assert told in advice(check.stationary, found, of=lambda x: x**2 - 0.25, at=[(-1.0, 2.0)])


def test_an_answer_is_imagined_on_copies_of_the_points():
    points = [(numbers(1.0, 2.0), 3), (numbers(4.0, 5.0), 6)]
    evidence = Evidence("value", None, points, [], [], [])
    imagined = list(imagine(lambda x, factor: x.mul_(factor), evidence))
    assert [part.tolist() for (part,) in imagined] == [[3.0, 6.0], [24.0, 30.0]]
    assert points[0][0].tolist() == [1.0, 2.0]


def test_an_answer_is_taken_apart_into_float64_on_the_cpu():
    parts = as_parts((2, [torch.tensor([1.0, 2.0]), (True,)]))
    assert [part.tolist() for part in parts] == [2.0, [1.0, 2.0], 1.0]
    assert {part.dtype for part in parts} == {torch.float64}

"""Checks of calculus exercises in which the student's function takes a function."""

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs
from gradschool.check.core.judge import judge, require
from gradschool.check.core.question import Question
from gradschool.check.core.structure import ONE_NUMBER, as_number, nothing_returned

# A slope counts as flat if it is at most this share of the larger slope at the ends.
FLAT = 1e-6


def tangent_line(answer, of, at, *, device=None, do=None, read=None):
    """Check that `answer(of, a)` is the pair (slope, intercept) of the tangent line of `of` at a.

    `at` holds the points a, handed over as float64 tensors of shape (); both numbers of the answer
    are float64 tensors of shape () too. The line is y = slope · x + intercept, through (a, f(a)).
    """

    def line(f, a):
        slope = oracle.derivative(f, a).value
        return slope, f(a) - slope * a

    def height(f, a):
        return line(f, a)[0], f(a)

    def plus(f, a):
        slope = line(f, a)[0]
        return slope, f(a) + slope * a

    resembles = {
        "f(a) is the height of the line at x = a. The intercept is its height at x = 0.": height,
        "Check the sign: from x = a back to x = 0 the line changes by −a times the slope.": plus,
    }
    question = Question(
        headline=f"{wording.name_of(answer)} is not the tangent line of {wording.name_of(of)}",
        answer=answer,
        of=of,
        resembles=resembles,
        do=do,
        read=read,
    )
    judge(question, [(of, *as_inputs(a, device)) for a in at], line)


def central_difference(answer, of, at, *, device=None, do=None, read=None):
    """Check that `answer(of, x, h)` is the central difference (f(x + h) − f(x − h)) / (2h), in float64.

    `at` holds pairs (x, h): x is handed over as a float64 tensor of shape (), h as a Python float.
    Source of the formula: Press et al., Numerical Recipes, §5.7.
    """

    def central(f, x, h):
        return (f(x + h) - f(x - h)) / (2 * h)

    def rounded_input(f, x, h):
        return central(lambda z: f(z).float(), x.float(), h)

    def rounded_places(f, x, h):
        return central(lambda z: f(z.float()).float(), x, h)

    def rounded_values(f, x, h):
        return central(lambda z: f(z).float(), x, h)

    resembles = {
        "This is a one-sided difference: step to both sides of x, h to the left and h to the right.": (
            lambda f, x, h: (f(x + h) - f(x)) / h
        ),
        "This is the backward difference: step to both sides of x, h to the left and h to the right.": (
            lambda f, x, h: (f(x) - f(x - h)) / h
        ),
        "x − h and x + h are 2h apart, not h.": lambda f, x, h: 2 * central(f, x, h),
        "Put the 2 * h in parentheses: a / 2 * h is (a / 2) · h.": lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
        "This is the derivative itself. The question asks for the formula, whose value depends on h.": (
            lambda f, x, h: oracle.derivative(f, x).value
        ),
    }
    question = Question(
        headline=f"{wording.name_of(answer)} is not the central difference",
        answer=answer,
        of=of,
        source="the formula",
        # right answers that compute in another order differ by rounding, eps·|f| / h, far below this share
        rtol=1e-9,
        counterfactuals={
            "FLOAT32_CHECK": (rounded_input, rounded_places, rounded_values),
            "SIGN_FLIPPED": lambda f, x, h: -central(f, x, h),
        },
        resembles=resembles,
        do=do,
        read=read,
    )
    points = [(of, *as_inputs(x, device), float(h)) for x, h in at]
    judge(question, points, lambda *args: float(central(*args)))


def stationary(answer, of, at, *, do=None, read=None):
    """Check that `answer(of, low, high)` is a point between low and high where the slope of `of` is zero.

    `at` holds pairs (low, high) of numbers. The slope is taken by finite differences, and counts as
    zero below a millionth of the larger of the slopes at both ends.
    """
    headline = f"{wording.name_of(answer)} does not find a flat point of {wording.name_of(of)}"
    question = Question(headline=headline, answer=answer, of=of, do=do, read=read)

    def not_flat(reply, point):
        _, low, high = point
        if reply.value is None:
            return nothing_returned(reply, question, point, "one number")
        x = as_number(reply.value)
        if x is None:
            return question.failed(point, got=wording.value(reply.value), expected="one number", do=do or ONE_NUMBER)
        if not low <= x <= high:
            return question.failed(point, got=wording.value(x), expected=f"a point between {low} and {high}")
        slope = oracle.derivative(of, x)
        limit = FLAT * max(abs(float(oracle.derivative(of, end).value)) for end in (low, high)) + float(slope.error)
        if abs(float(slope.value)) <= limit:
            return None
        return question.failed(
            point,
            got=f"{wording.value(x)}, where the slope is {wording.number(float(slope.value), 3)}",
            expected=f"a slope of 0 ± {wording.number(limit, 1)} by finite differences",
            do=do or _about_the_search(of, x, low, high),
        )

    points = [(of, float(low), float(high)) for low, high in at]
    count = f"{len(points)} interval" + ("s" if len(points) != 1 else "")
    says = f"{wording.name_of(answer)} finds a flat point of {wording.name_of(of)} in {count}"
    require(question, points, not_flat, says)


def _about_the_search(of, x: float, low: float, high: float) -> str:
    """Return advice on a point that is not flat: where it lies tells what went wrong."""
    if min(x - low, high - x) <= FLAT * (high - low):
        return "The search ran into an end: in each round keep the half at whose ends the slopes differ in sign."
    if abs(float(of(torch.tensor(x, dtype=torch.float64)))) < FLAT:
        return "The function is zero here: look for the zero of its slope instead."
    return "Keep the half at whose ends the slopes differ in sign, and halve often enough: 40 rounds or more."

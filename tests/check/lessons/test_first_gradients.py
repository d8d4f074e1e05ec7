"""Checks of lesson 01 in which the answer takes a function."""

import pytest
import torch
from check_support import cube, failed, number, slope

from gradschool import check


def parabola(x):
    return (x - 1) ** 2


def line(f, a):
    m = torch.func.grad(f)(a)
    return m, f(a) - m * a


def test_a_tangent_line_is_slope_and_intercept(capsys):
    check.tangent_line(line, of=torch.exp, at=[0.0, 1.5])
    failed(check.tangent_line, lambda f, a: line(f, a)[::-1], of=torch.exp, at=[0.5])
    failed(check.tangent_line, lambda f, a: (line(f, a)[0], f(a)), of=torch.exp, at=[0.5])
    failed(check.tangent_line, lambda f, a: line(f, a)[0], of=torch.exp, at=[0.5])
    assert "line agrees with finite differences at 2 points" in capsys.readouterr().out


def central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


STEPS = [(2.0, 0.5), (-1.0, 0.1), (0.5, 1e-3)]


def test_a_central_difference_is_compared_with_the_formula(capsys):
    check.central_difference(central, of=cube, at=STEPS)
    check.central_difference(lambda f, x, h: central(f, x, h).item(), of=cube, at=STEPS)
    assert capsys.readouterr().out.count("\n") == 2
    failed(check.central_difference, lambda f, x, h: (f(x + h) - f(x)) / h, of=cube, at=STEPS)
    failed(check.central_difference, lambda f, x, h: slope(x), of=cube, at=STEPS)


FLOAT32 = [
    lambda f, x, h: central(f, x.float(), h),
    lambda f, x, h: central(lambda z: f(z).float(), x, h),
    lambda f, x, h: central(lambda z: f(z.float()), x, h).double(),
    lambda f, x, h: central(f, torch.tensor(x.item()), h).item(),
]


@pytest.mark.parametrize("answer", FLOAT32)
def test_a_central_difference_in_float32_is_named(answer):
    assert failed(check.central_difference, answer, of=cube, at=STEPS).mistake == "FLOAT32_CHECK"


def test_a_central_difference_the_wrong_way_round_is_named():
    wrong = lambda f, x, h: -central(f, x, h)  # noqa: E731
    assert failed(check.central_difference, wrong, of=cube, at=STEPS).mistake == "SIGN_FLIPPED"


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), number(float("nan")), None, "8"])
def test_a_central_difference_that_is_no_number_fails(bad):
    failed(check.central_difference, lambda f, x, h: bad, of=cube, at=STEPS)


def test_a_flat_point_is_found_by_its_slope(capsys):
    check.stationary(lambda f, low, high: 1.0 + 1e-9, of=parabola, at=[(0.0, 3.0)])
    check.stationary(lambda f, low, high: number(1.0).requires_grad_(), of=parabola, at=[(0, 3), (-1, 2)])
    assert capsys.readouterr().out.splitlines() == [
        "your function finds a flat point of parabola in 1 interval",
        "your function finds a flat point of parabola in 2 intervals",
    ]


@pytest.mark.parametrize("bad", [1.1, 0.0, -1.0, 4.0, float("nan"), None, "1", (1.0, 1.0), number([1.0])])
def test_what_is_not_a_flat_point_fails(bad):
    failed(check.stationary, lambda f, low, high: bad, of=parabola, at=[(0.0, 3.0)])

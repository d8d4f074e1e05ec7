"""The error bound holds for functions of one variable, and is small enough to judge by."""

import math

import numdifftools
import numpy as np
import pytest
import scipy.differentiate
import torch

from gradschool import oracle

EPS = torch.finfo(torch.float64).eps


def sech2(x):
    return 1 / math.cosh(x) ** 2


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


# name: (function, its derivative, points)
CLOSED_FORMS = {
    "constant": (lambda x: 0 * x + 3.0, lambda x: 0.0, [-1.0, 0.0, 1e6]),
    "identity": (lambda x: x, lambda x: 1.0, [-1.0, 0.0, 1e-8, 1e6]),
    "line": (lambda x: 3 * x - 7, lambda x: 3.0, [-2.0, 0.0, 7 / 3, 1e6]),
    "square": (lambda x: x**2, lambda x: 2 * x, [-3.0, 0.0, 1e-3, 1e6]),
    "cube": (lambda x: x**3, lambda x: 3 * x**2, [-1.0, 0.0, 1e-8, 2.0, 1e6]),
    "polynomial": (lambda x: x**4 - 3 * x**2 + 2 * x, lambda x: 4 * x**3 - 6 * x + 2, [-2.0, 0.0, 1.0, 40.0]),
    "x**50": (lambda x: x**50, lambda x: 50 * x**49, [-1.1, 0.5, 1.0, 2.0]),
    "tiny square": (lambda x: 1e-8 * x**2, lambda x: 2e-8 * x, [-3.0, 0.0, 1.0, 1e6]),
    "huge square": (lambda x: 1e8 * x**2, lambda x: 2e8 * x, [-3.0, 0.0, 1.0, 1e6]),
    "offset square": (lambda x: 1e8 + x**2, lambda x: 2 * x, [-3.0, 0.0, 1e-3, 1.0]),
    "exp": (torch.exp, math.exp, [-30.0, 0.0, 1.0, 50.0]),
    "exp(20x)": (lambda x: torch.exp(20 * x), lambda x: 20 * math.exp(20 * x), [-1.0, 0.0, 0.5, 2.0]),
    "exp(-x^2)": (lambda x: torch.exp(-(x**2)), lambda x: -2 * x * math.exp(-(x**2)), [-4.0, 0.0, 0.7, 3.0]),
    "log": (torch.log, lambda x: 1 / x, [1e-30, 1e-8, 1e-3, 1.0, 1e6]),
    "log(1+x)": (lambda x: torch.log(1 + x), lambda x: 1 / (1 + x), [-0.999, 0.0, 1e-9, 1.0]),
    "exp(x)-1": (lambda x: torch.exp(x) - 1, math.exp, [-1.0, 0.0, 1e-9, 1.0]),
    "lost in rounding": (lambda x: torch.log(1 + x**3), lambda x: 3 * x**2 / (1 + x**3), [-1e-6, 0.0, 1e-8, 0.5]),
    "sin": (torch.sin, math.cos, [-1.0, 0.0, math.pi / 2, 30.0]),
    "sin(1e3x)": (lambda x: torch.sin(1e3 * x), lambda x: 1e3 * math.cos(1e3 * x), [-1.0, 0.0, 0.3, 7.3]),
    "cos": (torch.cos, lambda x: -math.sin(x), [-1.0, 0.0, 3.0, 1e3]),
    "tan near its pole": (torch.tan, lambda x: 1 / math.cos(x) ** 2, [0.0, 1.5, 1.57]),
    "atan": (torch.atan, lambda x: 1 / (1 + x**2), [-1e3, 0.0, 1.0]),
    "tanh": (torch.tanh, sech2, [-20.0, 0.0, 3.0, 10.0, 20.0]),
    "tanh(50x)": (lambda x: torch.tanh(50 * x), lambda x: 50 * sech2(50 * x), [-0.1, 0.0, 0.02]),
    "sigmoid": (torch.sigmoid, lambda x: sigmoid(x) * sigmoid(-x), [-30.0, 0.0, 2.0, 40.0]),
    "softplus": (torch.nn.functional.softplus, sigmoid, [-30.0, 0.0, 2.0, 15.0]),
    "gelu": (
        torch.nn.functional.gelu,
        lambda x: 0.5 * (1 + math.erf(x / math.sqrt(2))) + x * math.exp(-(x**2) / 2) / math.sqrt(2 * math.pi),
        [-3.0, 0.0, 1.0],
    ),
    "sqrt": (torch.sqrt, lambda x: 0.5 / math.sqrt(x), [1e-12, 1e-4, 1.0, 1e6]),
    "1/x": (lambda x: 1 / x, lambda x: -1 / x**2, [-1e-6, 1e-6, 1.0, 1e6]),
    "1/(1+25x^2)": (lambda x: 1 / (1 + 25 * x**2), lambda x: -50 * x / (1 + 25 * x**2) ** 2, [-1.0, 0.0, 0.2]),
    "product": (
        lambda x: x * torch.sin(x) * torch.exp(x),
        lambda x: math.exp(x) * (math.sin(x) + x * math.cos(x) + x * math.sin(x)),
        [-2.0, 0.0, 1.0, 5.0],
    ),
    "sin(x)/x": (lambda x: torch.sin(x) / x, lambda x: (x * math.cos(x) - math.sin(x)) / x**2, [0.1, 1.0, 10.0]),
    "sqrt(x^2+1e-12)": (lambda x: (x**2 + 1e-12).sqrt(), lambda x: x / math.sqrt(x**2 + 1e-12), [0.0, 1e-6, 1.0]),
    "|x| away from 0": (torch.abs, lambda x: math.copysign(1.0, x), [-1.0, 1e-6, 1e-3, 0.1, 5.0]),
    "relu": (torch.relu, lambda x: float(x > 0), [-1.0, -1e-3, 1e-3, 0.1, 2.0]),
    "clamp": (lambda x: x.clamp(-1, 1), lambda x: float(-1 < x < 1), [-2.0, 0.999, 1.001, 3.0]),
    "floor": (torch.floor, lambda x: 0.0, [-2.5, 0.5, 1.3]),
    "max": (lambda x: torch.maximum(x**2, 2 - x), lambda x: 2 * x if abs(x + 0.5) > 1.5 else -1.0, [-3.0, 0.9, 1.01]),
    "relu squared": (lambda x: torch.relu(x) ** 2, lambda x: 2 * max(x, 0.0), [-1.0, 0.0, 1e-3, 1.0]),
    "f returns a float": (lambda x: math.log(x), lambda x: 1 / x, [1e-5, 0.1, 3.0]),
    "f computes in float32": (lambda x: torch.sin(x.float()), math.cos, [-3.0, 0.0, 1.0]),
}
# Where rounding of f hides more, however the difference is taken: value small beside f, or f in float32.
LIMITED = {
    ("offset square", -3.0),
    ("offset square", 0.0),
    ("offset square", 1e-3),
    ("offset square", 1.0),
    ("tanh", -20.0),
    ("tanh", 10.0),
    ("tanh", 20.0),
    ("sigmoid", 40.0),
    ("softplus", -30.0),
    ("cube", 1e-8),
} | {("f computes in float32", x) for x in (-3.0, 0.0, 1.0)}
CASES = [
    pytest.param(*CLOSED_FORMS[name][:2], x, (name, x) in LIMITED, id=f"{name} at {x:g}")
    for name in CLOSED_FORMS
    for x in CLOSED_FORMS[name][2]
]


@pytest.mark.parametrize(("f", "slope", "x", "limited"), CASES)
def test_the_true_derivative_lies_within_the_bound(f, slope, x, limited):
    estimate = oracle.derivative(f, x)
    assert abs(estimate.value.item() - slope(x)) <= estimate.error.item() + EPS * abs(slope(x))


@pytest.mark.parametrize(("f", "slope", "x", "limited"), CASES)
def test_the_bound_is_tight_enough_to_judge_by(f, slope, x, limited):
    error = oracle.derivative(f, x).error.item()
    rise = abs(float(f(torch.tensor(x + 0.1))) - float(f(torch.tensor(x))))
    assert error <= (1e-3 if limited else 1e-8) * max(abs(slope(x)), rise, 1e-2)


def test_the_bound_is_typically_ten_digits():
    relative = []
    for f, slope, x, limited in (case.values for case in CASES):
        if not limited and slope(x):
            relative.append(oracle.derivative(f, x).error.item() / abs(slope(x)))
    assert np.median(relative) < 1e-10


@pytest.mark.parametrize("factor", [-1.0, 0.5, 2.0, 1 + 1e-6])
@pytest.mark.parametrize(("f", "slope", "x", "limited"), [case for case in CASES if not case.values[3]])
def test_a_wrong_derivative_lies_outside_the_bound(f, slope, x, limited, factor):
    wrong = factor * slope(x)
    estimate = oracle.derivative(f, x)
    if abs(slope(x)) > 1e-6:
        assert abs(estimate.value.item() - wrong) > estimate.error.item()


@pytest.mark.parametrize("x", [-0.7, 0.3, 2.0])
@pytest.mark.parametrize(
    "f",
    [
        lambda x: torch.sin(x) * torch.exp(x),
        lambda x: 1 / (1 + torch.exp(-3 * x)),
        lambda x: torch.exp(-x * x) * torch.cos(9 * x),
        lambda x: torch.tanh(x) / (2 + torch.cos(x)),
    ],
)
def test_the_complex_step_derivative_lies_within_the_bound(f, x):
    # Squire and Trapp 1998: Im f(x + ih) / h has no subtraction, so no rounding to speak of.
    truth = f(torch.tensor(complex(x, 1e-200), dtype=torch.complex128)).imag.item() / 1e-200
    estimate = oracle.derivative(f, x)
    assert abs(estimate.value.item() - truth) <= estimate.error.item()


@pytest.mark.parametrize("x", [0.3, 1.0, 4.0])
@pytest.mark.parametrize("name", ["log", "sin", "exp(-x^2)", "product", "sqrt", "atan", "polynomial"])
def test_scipy_and_numdifftools_agree(name, x):
    f = CLOSED_FORMS[name][0]

    def on_arrays(points):
        return f(torch.as_tensor(points)).numpy()

    estimate = oracle.derivative(f, x)
    scipys = scipy.differentiate.derivative(on_arrays, x, initial_step=0.1)
    assert abs(estimate.value.item() - scipys.df) <= estimate.error.item() + 10 * scipys.error + 1e-12
    theirs = numdifftools.Derivative(lambda t: float(f(torch.tensor(t))), full_output=True)(x)
    room = estimate.error.item() + 10 * theirs.error_estimate + 1e-12
    assert abs(estimate.value.item() - theirs.estimate) <= room
    assert estimate.error.item() < 1e-8


@pytest.mark.parametrize("x", [0.3, 0.7, 2.0])
@pytest.mark.parametrize("lost", [1e2, 1e4, 1e6])
def test_a_function_noisier_than_rounding_gets_a_wider_bound(x, lost):
    estimate = oracle.derivative(lambda x: torch.sin((x + lost) - lost), x)
    assert abs(estimate.value.item() - math.cos(x)) <= estimate.error.item()
    assert EPS * lost < estimate.error.item() < 1e-3

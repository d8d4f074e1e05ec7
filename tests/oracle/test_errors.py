"""Where there is no derivative, or no sensible question, the oracle says so, in one line that helps."""

import numpy as np
import pytest
import torch

from gradschool import oracle
from gradschool.oracle import NotFinite, NotSmooth, OracleError

KINKS = {
    "abs": (torch.abs, 0.0, -1.0, 1.0),
    "relu": (torch.relu, 0.0, 0.0, 1.0),
    "leaky relu": (lambda x: torch.nn.functional.leaky_relu(x, 0.1), 0.0, 0.1, 1.0),
    "clamp at its bound": (lambda x: x.clamp(0, 1), 1.0, 1.0, 0.0),
    "tie of a maximum": (lambda x: torch.maximum(x, 2 - x), 1.0, -1.0, 1.0),
    "kink on a slope": (lambda x: 3 * x + x.abs(), 0.0, 2.0, 4.0),
    "kink on a large offset": (lambda x: 1e8 + x.abs(), 0.0, -1.0, 1.0),
    "kink far from 0": (lambda x: (x - 1e6).abs(), 1e6, -1.0, 1.0),
}
JUMPS = {
    "sign": (torch.sign, 0.0, 2.0),
    "floor": (torch.floor, 2.0, 1.0),
    "round": (torch.round, 0.5, 1.0),
    "step on a slope": (lambda x: x + 3 * (x >= 1), 1.0, 3.0),
}


@pytest.mark.parametrize("name", KINKS)
def test_a_kink_is_named_with_both_slopes(name):
    f, x, left, right = KINKS[name]
    with pytest.raises(NotSmooth) as caught:
        oracle.derivative(f, x)
    message = str(caught.value)
    words = message.split()
    assert "\n" not in message and f"the input = {x:g}" in message
    assert float(words[words.index("slope") + 1]) == pytest.approx(left, abs=2e-3)
    assert float(words[words.index("left,") + 1]) == pytest.approx(right, abs=2e-3)


@pytest.mark.parametrize("name", JUMPS)
def test_a_jump_is_named_with_its_height(name):
    f, x, height = JUMPS[name]
    with pytest.raises(NotSmooth, match=f"jumps by {height:g} at the input = {x:g};"):
        oracle.derivative(f, x)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: x.abs().sqrt(),
        lambda x: torch.where(x > 0, torch.where(x > 0, x, 1.0).sqrt(), 0.0),
        lambda x: x * torch.sin(1 / x) if x != 0 else x,
    ],
)
def test_other_rough_points_have_no_derivative(f):
    with pytest.raises(NotSmooth):
        oracle.derivative(f, 0.0)


@pytest.mark.parametrize("size", [1e3, 1.0, 1e-3, 1e-6])
@pytest.mark.parametrize("x", [0.0, 0.3, -2.0])
def test_a_kink_is_found_however_weak(size, x):
    with pytest.raises(NotSmooth):
        oracle.derivative(lambda t: torch.exp(t) + size * (t - x).abs(), x)


@pytest.mark.parametrize("distance", [1e-1, 1e-2, 1e-3, 1e-4, 1e-6, 1e-9, 1e-12])
@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (torch.abs, lambda x: 1.0 if x > 0 else -1.0),
        (torch.relu, lambda x: float(x > 0)),
        (lambda x: torch.relu(x) + torch.sin(x), lambda x: float(x > 0) + np.cos(x)),
        (lambda x: 1 + x.clamp(min=0) * torch.exp(x), lambda x: (1 + x) * np.exp(x) if x > 0 else 0.0),
    ],
)
def test_near_a_kink_the_value_is_right_or_refused(f, slope, distance, sign):
    x = sign * distance
    try:
        estimate = oracle.derivative(f, x)
    except NotSmooth:
        assert distance < 1e-4
    else:
        assert abs(estimate.value.item() - slope(x)) <= estimate.error.item() < 1e-3


def test_a_kink_names_its_input_and_element():
    x, y = torch.ones(3), torch.tensor([[1.0, 2.0], [0.0, 3.0]])
    with pytest.raises(NotSmooth, match=r"input 2 at \[1, 0\] = 0"):
        oracle.gradient(lambda x, y: x.sum() + y.abs().sum(), x, y)
    with pytest.raises(NotSmooth, match=r"the input at \[1, 0\] = 0, output \[1, 0\]"):
        oracle.jacobian(torch.relu, y)


def test_tied_maxima_are_a_kink_of_the_gradient():
    with pytest.raises(NotSmooth):
        oracle.gradient(lambda x: x.max(), torch.tensor([1.0, 1.0]))
    value = oracle.gradient(lambda x: x.max(), torch.tensor([1.0, 1.001])).value
    assert torch.allclose(value, torch.tensor([0.0, 1.0], dtype=torch.float64))


@pytest.mark.parametrize(
    ("f", "x", "message"),
    [
        (torch.log, 0.0, "-inf at the point itself"),
        (lambda x: x / x, 0.0, "nan at the point itself"),
        (torch.sqrt, 0.0, "just below the input = 0"),
        (torch.asin, 1.0, "just above the input = 1"),
        (torch.exp, 1000.0, "inf at the point itself"),
        (torch.exp, float("nan"), "the input is nan"),
    ],
)
def test_what_is_not_finite_is_refused(f, x, message):
    with pytest.raises(NotFinite, match=message):
        oracle.derivative(f, x)


def test_wrong_sizes_are_refused_with_their_shape():
    for question in (oracle.gradient, oracle.hessian):
        with pytest.raises(OracleError, match=r"returned shape \(3,\).*jacobian"):
            question(torch.sin, torch.ones(3))
    with pytest.raises(OracleError, match=r"0-dim tensor, not shape \(3,\)"):
        oracle.derivative(torch.sum, torch.ones(3))
    with pytest.raises(OracleError, match=r"shape \(2,\), f returned \(3,\)"):
        oracle.vjp(torch.sin, torch.ones(3), cotangent=torch.ones(2))
    with pytest.raises(OracleError, match="must not depend"):
        oracle.jacobian(lambda x: x[x >= 0], torch.tensor([0.0, 1.0]))

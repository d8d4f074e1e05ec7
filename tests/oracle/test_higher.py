"""Derivatives of higher order hold the truth within their bound, or are refused."""

import math

import pytest
import torch

from gradschool.oracle import NotFinite, NotSmooth, higher_derivative


@pytest.mark.parametrize("order", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("f", "nth"),
    [
        (torch.exp, lambda x, n: math.exp(x)),
        (torch.sin, lambda x, n: math.sin(x + n * math.pi / 2)),
        (lambda x: x**5, lambda x, n: math.perm(5, n) * x ** (5 - n)),
        (lambda x: 1 / (3 + x), lambda x, n: (-1) ** n * math.factorial(n) / (3 + x) ** (n + 1)),
    ],
    ids=["exp", "sin", "x**5", "1/(3+x)"],
)
def test_the_true_derivative_lies_within_a_useful_bound(f, nth, order):
    for x in (-0.7, 0.3, 1.5):
        estimate = higher_derivative(f, x, order)
        assert estimate.value.shape == estimate.error.shape == ()
        assert estimate.value.dtype == estimate.error.dtype == torch.float64
        assert abs(estimate.value.item() - nth(x, order)) <= estimate.error.item() < 1e-6


def test_a_wrong_derivative_lies_outside_the_bound():
    estimate = higher_derivative(torch.exp, torch.tensor(0.3), 3)
    assert abs(estimate.value.item() - (1 + 1e-6) * math.exp(0.3)) > estimate.error.item()


@pytest.mark.parametrize(
    ("f", "x"), [(torch.abs, 0.0), (lambda x: x * x.abs(), 0.01), (lambda x: torch.relu(x) ** 2, -0.01)]
)
def test_a_kink_is_refused(f, x):
    with pytest.raises(NotSmooth, match=f"of order 2 at {x:g} settle at no step"):
        higher_derivative(f, x, 2)


def test_a_point_at_the_end_of_the_domain_is_refused():
    with pytest.raises(NotFinite, match="inside its domain"):
        higher_derivative(torch.log, 0.2, 2)

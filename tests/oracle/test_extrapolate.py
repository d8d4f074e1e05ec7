"""Differences at many step sizes become a value and a bound, which is infinite where they do not fit together."""

import numpy as np
import pytest

from gradschool.oracle.arrays import Array
from gradschool.oracle.extrapolate import DEPTH, Levels, depth, join, quick, step_fractions, thorough, torn

EPS = float(np.finfo(float).eps)


def levels(f, count=DEPTH) -> Levels:
    """The differences of f at 0, where f(0) is near 1 in size: one entry."""
    h: Array = step_fractions(count)
    ahead, behind, base = f(h), f(-h), f(np.zeros(1))
    steps, natural = h[:, None], np.ones((1, 1))
    return Levels(
        steps=steps,
        central=((ahead - behind) / (2 * h))[:, None],
        gap=((ahead - base) / h - (base - behind) / h)[:, None],
        noise=EPS / steps,
        hidden=EPS / steps,
        flat=((ahead == base) & (behind == base))[:, None],
        natural=natural,
        eps=EPS,
    )


def test_the_steps_shrink_from_the_first_by_one_ratio():
    fractions = step_fractions(4)
    assert fractions[0] == 0.4
    assert fractions[1:] / fractions[:-1] == pytest.approx(0.3)


def test_a_small_point_takes_more_steps_than_a_large_one():
    assert depth(0.0) == depth(1.0) == depth(1e6) == DEPTH
    assert depth(1e-9) > depth(1e-3) >= DEPTH
    assert step_fractions(depth(1e-9))[-1] < 1e-10 * 1e-9


@pytest.mark.parametrize("find", [quick, thorough])
@pytest.mark.parametrize(("f", "slope"), [(np.exp, 1.0), (np.cos, 0.0), (lambda x: 1 / (2 + x), -0.25)])
def test_a_smooth_function_gets_a_small_bound_that_holds(find, f, slope):
    found = find(levels(f, count=9 if find is quick else DEPTH))
    assert abs(found.value[0] - slope) <= found.error[0] < 1e-9


@pytest.mark.parametrize(
    "f", [np.abs, lambda x: 1.0 * (x >= 0), lambda x: np.exp(x) + 1e-3 * np.abs(x)], ids=["kink", "jump", "weak kink"]
)
def test_no_derivative_has_an_infinite_bound(f):
    assert thorough(levels(f)).error == [np.inf]
    assert torn(levels(f), margin=1e4).any()


def test_a_smooth_function_is_not_torn():
    assert not torn(levels(np.exp), margin=1e4).any()


def test_what_only_looks_converged_at_large_steps_is_found_out():
    """Large steps see a line of slope 1, small ones the ripple on it, which is steeper."""
    found = thorough(levels(lambda x: 1 + x + 1e-6 * np.sin(1e7 * x)))
    assert abs(found.value[0] - 11) <= found.error[0]


def test_a_constant_has_slope_0_but_for_what_rounding_may_hide():
    found = quick(levels(np.ones_like, count=9))
    assert found.value == [0.0]
    assert 0 < found.error[0] < 1e-9


def test_entries_that_are_joined_are_found_as_if_alone():
    parts = [levels(np.exp), levels(np.abs), levels(np.cos)]
    together = thorough(join(parts))
    alone = [thorough(part) for part in parts]
    assert together.value.tolist() == [found.value[0] for found in alone]
    assert together.error.tolist() == [found.error[0] for found in alone]

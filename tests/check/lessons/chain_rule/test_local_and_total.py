"""The chain rule by hand: each edge is judged by itself, a path that is left out is named, autograd is noticed."""

import pytest
import torch
from check_support import failed

from gradschool import check


def product(x, y):
    return x * y


STEPS = {"p": (product, "x", "y"), "z": (torch.sin, "p")}


POINTS = [(2.0, 3.0), (0.5, -1.0)]


def edges(x, y):
    return {"dp/dx": y, "dp/dy": x, "dz/dp": torch.cos(x * y)}


# --- local derivatives ---


def local(answer, at=POINTS, **options):
    check.local_derivatives(answer, STEPS, inputs=["x", "y"], at=at, **options)


def test_right_local_derivatives_pass_as_tensors_and_as_numbers(capsys):
    local(edges)
    local(lambda x, y: {edge: slope.item() for edge, slope in edges(x, y).items()})
    assert capsys.readouterr().out.count("agrees with finite differences at 2 points") == 2


def test_a_wrong_edge_is_named_in_the_message():
    error = failed(local, lambda x, y: edges(x, y) | {"dz/dp": torch.cos(x * y) * y}, read="03 · Local derivatives")
    assert "dz/dp: 2.88051" in str(error) and "dz/dp: 0.96017" in str(error)
    assert 'lesson 03, "Local derivatives"' in str(error)


def test_a_missing_edge_is_told_by_the_keys():
    error = failed(local, lambda x, y: {"dp/dx": y, "dp/dy": x})
    assert "a dict with the keys ['dp/dx', 'dp/dy']" in str(error)
    assert "a dict with the keys ['dp/dx', 'dp/dy', 'dz/dp']" in str(error)


def test_a_slope_of_zero_is_judged_by_the_others(capsys):
    local(lambda x, y: edges(x, y) | {"dp/dx": 1e-12}, at=[(2.0, 0.0)])
    failed(local, lambda x, y: edges(x, y) | {"dp/dx": 1e-3}, at=[(2.0, 0.0)])
    assert "agrees with finite differences at 1 point" in capsys.readouterr().out


# --- the total derivative ---


def line(t):
    return 3 * t + 1


def total(answer, **options):
    check.total_derivative(answer, of=product, through=[torch.square, line], at=[2.0, -1.0, 0.5], **options)


def test_the_sum_over_both_paths_passes(capsys):
    total(lambda t: line(t) * 2 * t + t**2 * 3)
    assert "agrees with finite differences at 3 points" in capsys.readouterr().out


@pytest.mark.parametrize("one_path", [lambda t: line(t) * 2 * t, lambda t: t**2 * 3], ids=["x", "y"])
def test_a_path_that_is_left_out_is_named(one_path):
    error = failed(total, one_path)
    assert error.mistake == "MISSING_PATH"
    assert "product(square(t), line(t))" in error.lines[0]


def test_one_of_three_paths_is_enough_for_the_name():
    def volume(x, y, z):
        return x * y * z

    inner = [torch.square, line, torch.sin]

    def two_of_three(t):
        return 2 * t * line(t) * torch.sin(t) + t**2 * line(t) * torch.cos(t)

    error = failed(check.total_derivative, two_of_three, of=volume, through=inner, at=[0.7, 1.3])
    assert error.mistake == "MISSING_PATH"


def test_other_slips_in_a_total_derivative_are_not_named():
    for wrong in (lambda t: line(t) + t**2, lambda t: line(t) * 2 * t * t**2 * 3, lambda t: line(t) * 2 * t - t**2 * 3):
        assert failed(total, wrong).mistake is None

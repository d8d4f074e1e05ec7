"""Checks of stopped gradients: what is meant passes, and each way to stop too much or too little is told apart."""

import pytest
import torch
from check_support import failed

from gradschool import check

# --- updates in place ---


def stepped(w, rate):
    return w - rate * w.grad


def update_at(answer):
    check.updates_in_place(answer, stepped, at=[(check.leaf([1.0, 2.0], grad=[10.0, -10.0]), 0.1)])


def under_no_grad(w, rate):
    with torch.no_grad():
        w -= rate * w.grad


def entry_by_entry(w, rate):
    with torch.no_grad():
        for i in range(len(w)):
            w[i] -= rate * w.grad[i]


def through_a_view_that_is_returned(w, rate):
    with torch.no_grad():
        flat = w.view(-1)
        flat -= rate * w.grad
        return flat


def through_data(w, rate):
    w.data -= rate * w.grad


def rebound(w, rate):
    with torch.no_grad():
        w = w - rate * w.grad
    return w


def switched_off(w, rate):
    w.requires_grad_(False)
    w -= rate * w.grad


def recorded(w, rate):
    w -= rate * w.grad


def uphill_through_data(w, rate):
    w.data += rate * w.grad


UPDATES = [under_no_grad, entry_by_entry, through_a_view_that_is_returned]


@pytest.mark.parametrize("answer", [*UPDATES, lambda w, rate: torch.optim.SGD([w], lr=rate).step()])
def test_an_update_that_autograd_sees_passes(answer, capsys):
    update_at(answer)
    assert "agrees with the formula" in capsys.readouterr().out


@pytest.mark.parametrize(
    "answer, name, words",
    [
        (through_data, "DATA_BYPASS", "has not moved"),
        (recorded, "BAD_PARAM_UPDATE", "leaf Variable"),
        (rebound, None, "same numbers as before"),
        (switched_off, None, "does not require grad"),
        (uphill_through_data, None, "[2, 1]"),
        (lambda w, rate: None, None, "same numbers as before"),
    ],
)
def test_an_update_that_fails_is_told_why(answer, name, words):
    error = failed(update_at, answer)
    assert error.mistake == name
    assert words in str(error)


def test_several_leaves_are_updated_together():
    def both(w, b, rate):
        with torch.no_grad():
            w -= rate * w.grad
            b -= rate * b.grad

    def first(w, b, rate):
        under_no_grad(w, rate)

    def change(w, b, rate):
        return stepped(w, rate), stepped(b, rate)

    at = [(check.leaf([1.0, 2.0], grad=[1.0, 1.0]), check.leaf(3.0, grad=1.0), 0.5)]
    check.updates_in_place(both, change, at=at)
    assert failed(check.updates_in_place, first, change, at=at).mistake is None


# --- constants inside a function ---


def product(x, c):
    return x * c


def square(x):
    return x**2


def slope_of(f):
    def slope(x):
        x = x.clone().requires_grad_()
        f(x).backward()
        return x.grad

    return slope


def test_a_held_value_counts_as_a_constant(capsys):
    check.stopped_gradient(slope_of(lambda x: x * (x**2).detach()), of=product, held=square, at=[3.0, -1.5])
    assert "agrees with finite differences at 2 points" in capsys.readouterr().out


def test_a_value_that_is_not_held_is_called_that():
    error = failed(check.stopped_gradient, slope_of(lambda x: x**3), of=product, held=square, at=[3.0])
    assert error.mistake is None
    assert "Nothing is held constant" in str(error)


def test_holding_more_than_is_meant_has_a_name():
    def answer(x):
        return slope_of(lambda x: x * (x**2).detach() + (x**2).detach())(x)

    asked = {"of": lambda x, c: x * c + x**2, "held": square, "at": [3.0, 0.7]}
    error = failed(check.stopped_gradient, answer, too_much=lambda x, c: x * c + c, **asked)
    assert error.mistake == "DETACHED_TOO_MUCH"
    assert failed(check.stopped_gradient, answer, **asked).mistake is None


def test_the_data_of_a_point_are_not_differentiated_by(capsys):
    def answer(x, weights):
        return weights * (x**2).sum()

    check.stopped_gradient(
        answer,
        of=lambda x, weights, c: (x * weights).sum() * c,
        held=lambda x, weights: (x**2).sum(),
        at=check.draw(2, (3,), (3,), seed=1),
    )
    assert "answer agrees with finite differences at 2 points" in capsys.readouterr().out

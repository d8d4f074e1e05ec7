"""A descent loop passes if it clears before each step, and is told what else it did."""

import pytest
import torch
from check_support import failed

from gradschool import check


def square(w):
    return (w**2).sum()


def stepwise(clear_first=True, clear_before_step=False, clear_last=False, step=True):
    def train(loss, w, steps, learning_rate):
        optimizer, losses = torch.optim.SGD([w], lr=learning_rate), []
        for _ in range(steps):
            if clear_first:
                optimizer.zero_grad()
            value = loss(w)
            losses.append(value.item())
            value.backward()
            if clear_before_step:
                optimizer.zero_grad(set_to_none=False)
            if step:
                optimizer.step()
            if clear_last:
                optimizer.zero_grad()
        return losses

    return train


EMPTY = [(square, check.leaf([4.0, -1.0]), 4, 0.125)]


LEFT_BEHIND = [(square, check.leaf(4.0, grad=3.0), 3, 0.125)]


@pytest.mark.parametrize("at", [EMPTY, LEFT_BEHIND], ids=["empty", "left behind"])
def test_a_loop_that_clears_first_passes(at, capsys):
    check.descent(stepwise(), at=at)
    assert "agrees with the right loop at 1 point" in capsys.readouterr().out


@pytest.mark.parametrize("at", [EMPTY, LEFT_BEHIND], ids=["empty", "left behind"])
def test_a_loop_that_never_clears_is_named(at):
    assert failed(check.descent, stepwise(clear_first=False), at=at).mistake == "NO_ZERO_GRAD"


def test_a_loop_that_clears_last_fails_only_with_something_left_behind():
    late = stepwise(clear_first=False, clear_last=True)
    check.descent(late, at=EMPTY)
    assert failed(check.descent, late, at=LEFT_BEHIND).mistake == "NO_ZERO_GRAD"


def test_a_loop_that_clears_before_the_step_is_named():
    assert failed(check.descent, stepwise(clear_before_step=True), at=EMPTY).mistake == "ZERO_TOO_LATE"


@pytest.mark.parametrize("broken", [stepwise(step=False), lambda loss, w, n, lr: [loss(w).item()] * n])
def test_a_loop_that_stands_still_for_another_reason_is_not_named(broken):
    assert failed(check.descent, broken, at=EMPTY).mistake is None

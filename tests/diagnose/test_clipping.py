"""Clipping too late is told from not clipping, and from clipping in time, by the order of events."""

import pytest
import torch

from gradschool.diagnose.from_event_order import clipped_after_step
from gradschool.observe.watch import Watch

B, C, S, X = "backward", "clear", "step", "clip"


@pytest.mark.parametrize(
    "events, late",
    [
        ((B, X, S), False),
        ((B, S, X), True),
        ((B, S, X, C), True),
        ((B, S, C), False),
        ((X, B, S), False),
        ((C, B, S, X, C, B, S, X), True),
        ((C, B, X, S, C, B, X, S), False),
        ((C, X, B, S, C, X, B, S), False),
        ((B, X, S, X), False),
        ((B, X, B, S, X), True),
        ((), False),
    ],
)
def test_clipping_is_late_when_no_step_uses_what_was_clipped(events, late):
    assert clipped_after_step(events) == late


def leaf():
    w = torch.tensor([3.0, 4.0], dtype=torch.float64, requires_grad=True)
    (w**2).sum().backward()
    return w


@pytest.mark.parametrize(
    "code, events",
    [
        (lambda w: torch.nn.utils.clip_grad_norm_([w], 1.0), [X]),
        (lambda w: torch.nn.utils.clip_grad_norm_(w, 1.0, foreach=False), [X]),
        (lambda w: w.grad.mul_(0.5), [X]),
        (lambda w: w.grad.clamp_(-1, 1), [X]),
        (lambda w: w.grad.copy_(w.grad / 2), [X]),
        (lambda w: w.grad * 0.5, []),
        (lambda w: torch.nn.utils.get_total_norm([w.grad]), []),
        (lambda w: torch.ones(2).mul_(2), []),
        (lambda w: torch.optim.SGD([w], momentum=0.9).step(), [S]),
        (lambda w: torch.optim.Adam([w]).step(), [S]),
    ],
)
def test_a_watch_sees_a_gradient_that_is_scaled_in_place(code, events):
    w = leaf()
    with Watch() as seen:
        code(w)
    assert seen.events == events


def test_dividing_by_the_scale_is_no_clipping():
    w, scaler = leaf(), torch.amp.GradScaler("cpu", init_scale=8.0)
    scaler.scale(w.sum()).backward()
    with Watch() as seen:
        scaler.unscale_(torch.optim.SGD([w]))
    assert seen.events == []

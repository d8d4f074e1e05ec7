"""The order of events singles out mistakes that values alone do not: what came too late, and what never came."""

import pytest
import torch

from gradschool.diagnose import Evidence
from gradschool.diagnose.from_event_order import (
    cleared_before_use,
    clipped_after_step,
    rebound,
    shown_by_order,
    stepped_before_backward,
)
from gradschool.observe.watch import Watch

B, C, S, X = "backward", "clear", "step", "clip"


@pytest.mark.parametrize(
    "events, late",
    [
        ((C, B, S, C, B, S), False),
        ((B, S, C, B, S, C), False),
        ((B, C, S, B, C, S), True),
        ((B, C, C, S), True),
        ((S, B, C, S), True),
        ((C, B, S, B, C, S), False),
        ((C, S, C, S), False),
        ((B, C), True),
        ((C, B), False),
        ((B, C, B), False),
        ((C,), False),
        ((), False),
    ],
)
def test_clearing_is_late_between_a_pass_and_its_use(events, late):
    assert cleared_before_use(events) == late


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


def leaf(value=3.0):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def events_of(lines, rounds=3):
    w, loss = leaf(), None
    optimizer = torch.optim.SGD([w], lr=0.1)
    with Watch() as seen:
        for _ in range(rounds):
            for line in lines.split():
                if line == "loss":
                    loss = w * torch.ones((), dtype=torch.float64)
                elif line == "backward":
                    loss.backward()
                else:
                    optimizer.zero_grad() if line == "clear" else optimizer.step()
    return seen.events


@pytest.mark.parametrize(
    ("lines", "late", "cleared"),
    [
        ("clear loss backward step", False, False),
        ("loss clear backward step", False, False),
        ("loss backward step clear", False, False),
        ("loss backward step", False, False),
        ("loss backward clear step", False, True),
        ("clear step loss backward", True, False),
        ("clear loss step backward", True, False),
        ("step clear loss backward", True, False),
        ("loss step clear backward", True, False),
        ("loss step backward clear", True, False),
        ("clear loss backward", False, False),
    ],
)
def test_the_order_of_a_loop_shows_at_most_one_mistake(lines, late, cleared):
    events = events_of(lines)
    assert (stepped_before_backward(events), cleared_before_use(events)) == (late, cleared)


def test_a_layer_that_is_made_first_is_no_step():
    """nn.Linear fills its parameters in place."""
    with Watch() as seen:
        layer = torch.nn.Linear(2, 1)
        layer(torch.ones(1, 2)).sum().backward()
    assert not stepped_before_backward(seen.events)


def test_a_new_tensor_under_the_parameters_name_is_a_rebind():
    with Watch() as seen:
        w = leaf()
        (w**2).backward()
        w = w - 0.1 * w.grad
    assert rebound(seen.events)
    assert not rebound((B, C, S, X))


def evidence(*calls):
    return Evidence("value", None, [()] * len(calls), [], [], [], events=calls)


def test_a_mistake_of_order_is_shown_by_every_call_or_not_at_all():
    assert shown_by_order("ZERO_TOO_LATE", evidence((B, C, S), (B, C, S, B, C, S)))
    assert not shown_by_order("ZERO_TOO_LATE", evidence((B, C, S), (C, B, S)))
    assert not shown_by_order("ZERO_TOO_LATE", evidence())
    assert shown_by_order("SIGN_FLIPPED", evidence()), "which is no matter of order"

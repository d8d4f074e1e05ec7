"""The order of events in a loop is seen as it was, and singles out mistakes that values alone do not."""

import pytest
import torch

from gradschool.diagnose.from_event_order import cleared_before_use
from gradschool.diagnose.from_observations import why_no_grad
from gradschool.observe.watch import Watch

B, C, S = "backward", "clear", "step"


def leaf(value=2.0):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def seen(code) -> Watch:
    w = leaf()
    (w**2).backward()
    with Watch() as watch:
        code(w)
    return watch


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


def update_by_hand(w):
    with torch.no_grad():
        w -= 0.1 * w.grad


def update_by_entries(w):
    with torch.no_grad():
        flat, slopes = w.view(-1), w.grad.view(-1)
        flat[0] -= 0.1 * slopes[0]
        flat -= 0.1 * slopes


def update_by_recorded_views(w):
    (part,) = w.view(1).unbind()
    with torch.no_grad():
        part -= 0.1 * w.grad


@pytest.mark.parametrize(
    "code, events",
    [
        (lambda w: (w**2).backward(), [B]),
        (lambda w: torch.autograd.grad(w**2, w), [B]),
        (lambda w: w.grad.zero_(), [C]),
        (lambda w: setattr(w, "grad", None), [C]),
        (lambda w: setattr(w, "grad", torch.zeros_like(w)), [C]),
        (lambda w: delattr(w, "grad"), [C]),
        (lambda w: setattr(w, "grad", torch.ones_like(w)), []),
        (lambda w: torch.optim.SGD([w]).zero_grad(), [C]),
        (lambda w: torch.optim.SGD([w]).zero_grad(set_to_none=False), [C]),
        (lambda w: torch.optim.SGD([w]).step(), [S]),
        (lambda w: torch.optim.Adam([w], foreach=True).step(), [S]),
        (update_by_hand, [S]),
        (update_by_entries, [S]),
        (update_by_recorded_views, [S]),
        (lambda w: w.detach().requires_grad_(), []),
        (lambda w: torch.ones(2).add_(1), []),
    ],
)
def test_a_watch_sees_each_event_however_it_is_made(code, events):
    assert seen(code).events == events


def test_a_watch_sees_no_steps_after_its_block():
    w = leaf()
    with Watch() as watch:
        pass
    torch.optim.SGD([w]).step()
    assert watch.events == []


def test_a_gradient_read_after_it_was_taken_away_is_named():
    def late(w):
        (w**2).backward()
        w.grad = None
        _ = w.grad

    assert why_no_grad(seen(late)) == ("ZERO_TOO_LATE", None)


def test_a_gradient_taken_away_before_the_pass_is_not():
    def unreached(w):
        w.grad = None
        (leaf() ** 2).backward()
        _ = w.grad

    assert why_no_grad(seen(unreached))[0] is None

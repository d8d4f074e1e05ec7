"""Each event of a training loop is seen however it is made, in the order in which it happened."""

import pytest
import torch

from gradschool.observe.loop_events import BACKWARD, CLEAR, CLIP, REBIND, STEP, adds_up
from gradschool.observe.watch import Watch


def leaf(value=2.0):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def seen(code) -> Watch:
    w = leaf()
    (w**2).backward()
    with Watch() as watch:
        code(w)
    return watch


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
        (lambda w: (w**2).backward(), [BACKWARD]),
        (lambda w: torch.autograd.grad(w**2, w), [BACKWARD]),
        (lambda w: w.grad.zero_(), [CLEAR]),
        (lambda w: setattr(w, "grad", None), [CLEAR]),
        (lambda w: setattr(w, "grad", torch.zeros_like(w)), [CLEAR]),
        (lambda w: delattr(w, "grad"), [CLEAR]),
        (lambda w: setattr(w, "grad", torch.ones_like(w)), []),
        (lambda w: torch.optim.SGD([w]).zero_grad(), [CLEAR]),
        (lambda w: torch.optim.SGD([w]).zero_grad(set_to_none=False), [CLEAR]),
        (lambda w: torch.optim.SGD([w]).step(), [STEP]),
        (lambda w: torch.optim.Adam([w], foreach=True).step(), [STEP]),
        (update_by_hand, [STEP]),
        (update_by_entries, [STEP]),
        (update_by_recorded_views, [STEP]),
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


def filled():
    """A leaf with a gradient."""
    w = torch.tensor([3.0, 4.0], dtype=torch.float64, requires_grad=True)
    (w**2).sum().backward()
    return w


@pytest.mark.parametrize(
    "code, events",
    [
        (lambda w: torch.nn.utils.clip_grad_norm_([w], 1.0), [CLIP]),
        (lambda w: torch.nn.utils.clip_grad_norm_(w, 1.0, foreach=False), [CLIP]),
        (lambda w: w.grad.mul_(0.5), [CLIP]),
        (lambda w: w.grad.clamp_(-1, 1), [CLIP]),
        (lambda w: w.grad.copy_(w.grad / 2), [CLIP]),
        (lambda w: w.grad * 0.5, []),
        (lambda w: torch.nn.utils.get_total_norm([w.grad]), []),
        (lambda w: torch.ones(2).mul_(2), []),
        (lambda w: torch.optim.SGD([w], momentum=0.9).step(), [STEP]),
        (lambda w: torch.optim.Adam([w]).step(), [STEP]),
    ],
)
def test_a_watch_sees_a_gradient_that_is_scaled_in_place(code, events):
    w = filled()
    with Watch() as seen:
        code(w)
    assert seen.events == events


def test_dividing_by_the_scale_is_no_clipping():
    w, scaler = filled(), torch.amp.GradScaler("cpu", init_scale=8.0)
    scaler.scale(w.sum()).backward()
    with Watch() as seen:
        scaler.unscale_(torch.optim.SGD([w]))
    assert seen.events == []


def difference(w):
    return w - 0.1 * w.grad


def difference_without_recording(w):
    with torch.no_grad():
        return w - 0.1 * w.grad


def sum_with_minus(w):
    return torch.add(w, -0.1 * w.grad)


def of_a_velocity(w):
    v = torch.zeros_like(w, requires_grad=False)
    v = 0.9 * v + w.grad
    return w - 0.1 * v


def in_place(w):
    with torch.no_grad():
        w -= 0.1 * w.grad
    return w


def gradient_alone(w):
    return 2 * w.grad - 1


def next_value(w):
    return w - 3.0


@pytest.mark.parametrize(
    ("update", "is_new"),
    [
        (difference, True),
        (difference_without_recording, True),
        (sum_with_minus, True),
        (of_a_velocity, True),
        (in_place, False),
        (gradient_alone, False),
        (next_value, False),
    ],
)
def test_a_new_tensor_in_place_of_a_parameter_is_seen(update, is_new):
    with Watch() as seen:
        w = leaf()
        (w**2).backward()
        update(w)
    assert (REBIND in seen.events) == is_new


def test_only_a_pass_that_finds_a_gradient_adds_to_one():
    w, empty = filled(), leaf()
    assert adds_up(torch.Tensor.backward, (w.sum(),), {})
    assert adds_up(torch.autograd.backward, ([w.sum(), empty],), {})
    assert not adds_up(torch.Tensor.backward, (empty**2,), {})
    assert not adds_up(torch.Tensor.backward, (w.sum() * empty,), {"inputs": [empty]})
    assert not adds_up(torch.autograd.grad, (w.sum(), w), {})
    assert not adds_up(torch.Tensor.sum, (w,), {})

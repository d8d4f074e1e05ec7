"""Mistakes of a training loop that show in what a call did: steps before backward, parameters under a new name."""

import pytest
import torch

from gradschool.check import CheckFailed
from gradschool.check.core.ask import ask
from gradschool.diagnose.from_event_order import cleared_before_use, rebound, stepped_before_backward
from gradschool.observe.watch import Watch


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
    assert rebound(seen.events) == is_new


def two_rounds(update, w):
    w = w.requires_grad_()
    for _ in range(2):
        (w**2).backward()
        w = update(w)
    return w


def made_a_leaf_again(w):
    return difference(w).detach().requires_grad_()


def test_a_parameter_under_a_new_name_is_named_when_the_next_round_stumbles():
    for update in (difference, difference_without_recording):
        with pytest.raises(CheckFailed) as caught:
            ask(lambda w, update=update: two_rounds(update, w), (leaf().detach(),))
        assert caught.value.mistake == "REBOUND_LEAF"
    ask(lambda w: two_rounds(made_a_leaf_again, w), (leaf().detach(),))


def test_a_computed_tensor_is_no_rebound_parameter():
    def reads_the_wrong_one(w):
        x = w.requires_grad_()
        y = x**2
        y.backward()
        return 2 * y.grad

    with pytest.raises(CheckFailed) as caught:
        ask(reads_the_wrong_one, (leaf().detach(),))
    assert caught.value.mistake == "NONLEAF_GRAD"


def changed_by(step):
    def loop(w):
        w = w.requires_grad_()
        optimizer = torch.optim.SGD([w], lr=0.1)
        for _ in range(2):
            loss = w**2
            step(optimizer, w)
            loss.backward()

    return loop


@pytest.mark.parametrize(
    ("step", "mistake"),
    [
        (lambda optimizer, w: optimizer.step(), "STEP_BEFORE_BACKWARD"),
        (lambda optimizer, w: w.detach().add_(1.0), "SAVED_TENSOR_MUTATED"),
    ],
)
def test_a_saved_value_that_an_idle_optimizer_changes_is_a_matter_of_order(step, mistake):
    with pytest.raises(CheckFailed) as caught:
        ask(changed_by(step), (leaf().detach(),))
    assert caught.value.mistake == mistake

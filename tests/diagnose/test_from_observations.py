"""Mistakes that show in what a call asked of autograd: moved leaves, and graphs that are cut."""

import pytest
import torch

from gradschool.check import CheckFailed
from gradschool.check.core.ask import ask
from gradschool.diagnose.from_observations import why_no_grad, why_none, why_unreached
from gradschool.observe.watch import Watch

# PyTorch warns of some of the mistakes that are made here on purpose.
pytestmark = [
    pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor that is not a leaf"),
    pytest.mark.filterwarnings("ignore:To copy construct from a tensor"),
    pytest.mark.filterwarnings("ignore:Converting a tensor with requires_grad=True to a scalar"),
]


def leaf(value=0.7):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def asked(code) -> Watch:
    with Watch() as seen:
        code(leaf())
    return seen


def read_unfilled(x):
    _ = x**2, x.grad


@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor that is not a leaf")
def test_a_gradient_that_was_never_computed_is_told_from_one_that_is_not_kept():
    assert why_none(asked(read_unfilled)) == ("NO_BACKWARD", None)
    assert why_none(asked(lambda x: (x**2).grad)) == ("NONLEAF_GRAD", None)


def test_none_without_a_mistake_gets_the_advice_that_fits():
    assert "No backward pass" in why_none(asked(lambda x: ((x.detach().requires_grad_() ** 2).backward(), x.grad)))[1]
    assert "does not require grad" in why_none(asked(lambda x: ((x**2).backward(), x.detach().grad)))[1]
    assert "backward() gives" in why_none(asked(lambda x: (x**2).backward()))[1]
    assert "without a `return`" in why_none(asked(lambda x: None))[1]


def test_a_call_that_read_no_gradient_gives_no_reason():
    assert why_no_grad(asked(lambda x: (x**2).backward())) is None


@pytest.mark.parametrize("convert", [lambda x: x.float(), lambda x: x.to(torch.float32), lambda x: x.to("meta")])
def test_the_gradient_of_a_converted_leaf_is_told_from_that_of_another_computed_tensor(convert):
    assert why_none(asked(lambda x: convert(x).grad)) == ("DEVICE_NONLEAF", None)
    assert why_none(asked(lambda x: convert(x).clone().grad)) == ("NONLEAF_GRAD", None)


def test_a_conversion_to_what_it_is_already_names_no_conversion():
    assert why_none(asked(lambda x: x.to(torch.float64).grad)) == ("NO_BACKWARD", None)


def from_numbers(x, value):
    (value**2 + leaf(1.3)).backward()
    return x.grad


CUTS = {
    "torch.tensor of a list of tensors": lambda x: torch.tensor([x, 2 * x]).sum(),
    "torch.tensor of a tensor": lambda x: torch.tensor(x),
    "torch.as_tensor of a list of tensors": lambda x: torch.as_tensor([[x, x]]).sum(),
    "item": lambda x: torch.tensor(x.item()),
    "float": lambda x: torch.ones(()) * float(x),
    "tolist": lambda x: torch.tensor(torch.stack([x, x]).tolist()).sum(),
}
NO_CUTS = {
    "stack": lambda x: torch.stack([x, x]).sum(),
    "a number that is only shown": lambda x: print(x.item()) or x,
    "as_tensor of a tensor": lambda x: torch.as_tensor(x),
    "as_tensor that converts": lambda x: torch.as_tensor(x, dtype=torch.float32),
    "torch.tensor of a constant": lambda x: x * torch.tensor(x.detach()),
}


@pytest.mark.parametrize("carry", CUTS.values(), ids=CUTS)
def test_a_value_that_comes_back_without_its_graph_is_a_cut(carry):
    seen = asked(lambda x: from_numbers(x, carry(x)))
    assert seen.cuts >= 1
    assert why_none(seen) == ("GRAPH_CUT", None)


@pytest.mark.parametrize("carry", NO_CUTS.values(), ids=NO_CUTS)
def test_a_value_that_keeps_its_graph_is_no_cut(carry, capsys):
    assert asked(lambda x: from_numbers(x, carry(x))).cuts == 0


def test_a_leaf_that_was_not_used_is_not_said_to_be_cut_off():
    name, advice = why_none(asked(lambda x: from_numbers(x, leaf())))
    assert (name, "No backward pass reaches" in advice) == (None, True)


def test_autograd_grad_fills_no_grad_and_the_advice_says_so():
    name, advice = why_none(asked(lambda x: (torch.autograd.grad(x**2, x), x.grad)))
    assert (name, "leaves .grad empty" in advice) == (None, True)


def unreached(code):
    with pytest.raises(RuntimeError) as caught, Watch() as seen:
        code(leaf())
    return why_unreached(caught.value, seen)


def test_a_backward_pass_with_no_way_is_named_only_after_a_cut():
    assert unreached(lambda x: torch.tensor([x, x]).sum().backward()) == "GRAPH_CUT"
    assert unreached(lambda x: torch.autograd.grad(leaf() * torch.tensor(x.item()), x)) == "GRAPH_CUT"
    assert unreached(lambda x: x.detach().backward()) is None
    assert unreached(lambda x: (print(x.item()), x.detach().backward())) is None


def difference(w):
    return w - 0.1 * w.grad


def difference_without_recording(w):
    with torch.no_grad():
        return w - 0.1 * w.grad


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


def seen_after_a_pass(code) -> Watch:
    w = leaf()
    (w**2).backward()
    with Watch() as watch:
        code(w)
    return watch


def test_a_gradient_read_after_it_was_taken_away_is_named():
    def late(w):
        (w**2).backward()
        w.grad = None
        _ = w.grad

    assert why_no_grad(seen_after_a_pass(late)) == ("ZERO_TOO_LATE", None)


def test_a_gradient_taken_away_before_the_pass_is_not():
    def unreached(w):
        w.grad = None
        (leaf() ** 2).backward()
        _ = w.grad

    assert why_no_grad(seen_after_a_pass(unreached))[0] is None

"""Mistakes that show in what a call asked of autograd: moved leaves, and graphs that are cut."""

import pytest
import torch

from gradschool.diagnose.from_observations import why_none, why_unreached
from gradschool.observe.tensor_facts import facts
from gradschool.observe.watch import Watch

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def leaf(value=0.7):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def asked(code) -> Watch:
    with Watch() as seen:
        code(leaf())
    return seen


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


def test_facts_show_a_gradient_that_was_put_there_by_hand():
    y = leaf() ** 2
    y.grad = torch.tensor(3.0, dtype=torch.float64)
    assert facts(y).grad == 3.0
    assert not facts(y).retains_grad

"""The facts of a tensor are read as PyTorch has them, or as another process reported them."""

import pytest
import torch

from gradschool.observe.tensor_facts import Facts, facts, origin, remember


def leaf(value=2.0):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def test_facts_of_a_leaf_after_a_backward_pass():
    x = leaf()
    (x**2).backward()
    found = facts(x)
    assert (found.requires_grad, found.is_leaf, found.grad_fn, found.shape) == (True, True, None, ())
    assert (found.dtype, found.device, found.version) == (torch.float64, "cpu", 0)
    assert found.grad == 4.0


def test_facts_of_a_computed_tensor_name_its_function():
    y = leaf() ** 2
    found = facts(y)
    assert (found.is_leaf, found.grad_fn, found.retains_grad, found.grad) == (False, "PowBackward0", False, None)


def test_facts_show_a_retained_gradient():
    y = leaf() ** 2
    y.retain_grad()
    (3 * y).backward()
    assert facts(y).retains_grad
    assert facts(y).grad == 3.0


def test_facts_count_changes_in_place():
    x = torch.zeros(3)
    x.add_(1)
    assert facts(x).version == 1


def test_facts_of_an_inference_tensor_are_read_without_an_error():
    with torch.inference_mode():
        x = torch.zeros(3)
    assert facts(x).version == 0


def test_facts_hold_a_copy_of_the_gradient():
    x = leaf()
    (x**2).backward()
    before = facts(x)
    x.grad.zero_()
    assert before.grad == 4.0


def view_changed_under_no_grad():
    w = leaf([1.0, 2.0])
    with torch.no_grad():
        view = w.view(-1)
        view[0] = 5.0
    return view


def test_facts_of_a_view_that_was_changed_under_no_grad_are_read_without_an_error():
    view = view_changed_under_no_grad()
    with pytest.raises(RuntimeError, match="A view was created in no_grad mode"):
        _ = view.is_leaf
    assert (facts(view).is_leaf, facts(view).grad_fn) == (False, None)


def test_facts_need_a_tensor():
    with pytest.raises(TypeError, match="needs a tensor, not float"):
        facts(2.0)


def test_facts_show_a_gradient_that_was_put_there_by_hand():
    y = leaf() ** 2
    y.grad = torch.tensor(3.0, dtype=torch.float64)
    assert facts(y).grad == 3.0
    assert not facts(y).retains_grad


def test_the_facts_that_another_process_reported_stand_for_the_copys_own():
    original, copy = leaf() ** 2, torch.tensor(4.0)
    remember(copy, facts(original))
    assert (facts(copy).grad_fn, facts(copy).requires_grad) == ("PowBackward0", True)
    assert not copy.requires_grad
    assert facts(copy.clone()).grad_fn is None, "what is computed from the copy has facts of its own"


def test_only_a_record_of_facts_is_believed():
    x = leaf()
    remember(x, "a leaf, I promise")
    assert isinstance(facts(x), Facts)
    assert facts(x).is_leaf


@pytest.mark.parametrize(
    "tensor, place",
    [(leaf(), (True, None)), (leaf() * 2, (False, "MulBackward0")), (view_changed_under_no_grad(), (False, None))],
    ids=["leaf", "computed", "view changed under no_grad"],
)
def test_the_origin_of_a_tensor_is_a_leaf_or_an_operation(tensor, place):
    assert origin(tensor) == place

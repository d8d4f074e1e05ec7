"""Graph facts of tensors as plain data, and counting what a call asks of autograd."""

import pytest
import torch

from gradschool.observe.tensor_facts import facts
from gradschool.observe.watch import Watch


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


@pytest.mark.parametrize(
    "differentiate",
    [
        lambda x: (x**2).backward(),
        lambda x: torch.autograd.backward(x**2),
        lambda x: torch.autograd.grad(x**2, x),
        lambda x: torch.func.grad(lambda z: z**2)(x),
        lambda x: torch.autograd.functional.jacobian(lambda z: z**2, x),
    ],
    ids=["Tensor.backward", "autograd.backward", "autograd.grad", "func.grad", "functional.jacobian"],
)
def test_a_watch_counts_a_backward_pass_once_however_it_is_asked_for(differentiate):
    with Watch() as seen:
        differentiate(leaf())
    assert seen.backward_passes == 1


@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor that is not a leaf")
def test_a_watch_tells_apart_why_a_gradient_was_not_there():
    x, constant = leaf(), torch.tensor(1.0)
    y = x**2
    with Watch() as seen:
        _ = x.grad, y.grad, y.grad, constant.grad
    assert (seen.empty_grad_reads, seen.nonleaf_grad_reads, seen.constant_grad_reads) == (1, 2, 1)


def test_a_watch_does_not_count_a_gradient_that_is_there():
    x = leaf()
    (x**2).backward()
    with Watch() as seen:
        assert x.grad == 4.0
    assert (seen.empty_grad_reads, seen.nonleaf_grad_reads, seen.constant_grad_reads) == (0, 0, 0)


def twice_into_one(x):
    y = x**2
    y.backward(retain_graph=True)
    y.backward()


def twice_into_two(x):
    (x**2).backward()
    (x.detach().clone().requires_grad_() ** 2).backward()


def cleared_between(x):
    (x**2).backward()
    x.grad.zero_()
    (x**2).backward()


def handed_out(x):
    (x**2).backward()
    torch.autograd.grad(x**2, x)


def past_the_filled_one(x):
    other = leaf()
    (x**2).backward()
    (x * other).backward(inputs=[other])


@pytest.mark.parametrize(
    "passes, adding",
    [(twice_into_one, 1), (twice_into_two, 0), (cleared_between, 0), (handed_out, 0), (past_the_filled_one, 0)],
)
def test_a_watch_counts_the_passes_that_add_to_a_gradient(passes, adding):
    with Watch() as seen:
        passes(leaf())
    assert (seen.backward_passes, seen.adding_passes) == (2, adding)


def test_a_watch_sees_nothing_after_its_block():
    with Watch() as seen:
        pass
    (leaf() ** 2).backward()
    assert seen.backward_passes == 0

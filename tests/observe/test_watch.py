"""A watch counts what a block of code asks of autograd, however it asks."""

import pytest
import torch

from gradschool.observe.watch import Watch


def leaf(value=2.0):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


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

"""Bytes that graphs keep are counted once, and no longer once the graphs are freed."""

import pytest
import torch

from gradschool.observe.saved_bytes import SavedBytes, bytes_saved

X = torch.linspace(-1.0, 1.0, 10, dtype=torch.float64)


def chain(x):
    return x.tanh().tanh()


def test_bytes_are_held_until_the_backward_pass():
    with SavedBytes() as graph:
        y = chain(X.clone().requires_grad_())
    assert graph.held == graph.peak == 160
    y.sum().backward()
    assert (graph.held, graph.peak) == (0, 160)


def test_bytes_are_held_until_the_last_name_is_gone():
    with SavedBytes() as graph:
        y = chain(X.clone().requires_grad_())
        kept = y.detach()
        assert graph.held == 160
        del y
    assert graph.held == 0
    assert kept.shape == X.shape


def test_gradients_are_right_while_bytes_are_counted():
    x = X.clone().requires_grad_()
    with SavedBytes():
        (x**2).sum().backward()
    assert torch.equal(x.grad, 2 * X)


@pytest.mark.parametrize("f, size", [(chain, 160), (lambda x: x * x, 80), (lambda x: x + x, 0)])
def test_a_tensor_that_is_saved_twice_counts_once(f, size):
    assert bytes_saved(f, X) == size

"""Checks of loops tell right ones from wrong ones, and name a mistake only where values and order show it."""

import pytest
import torch
from check_support import failed

from gradschool import check


def square(w):
    return (w**2).sum()


def mean_loss(w, x, y):
    return ((x @ w - y) ** 2).mean()


# --- gradients left in .grad ---


def test_gradients_left_passes_what_backward_leaves(capsys):
    check.gradients_left(lambda w: square(w).backward(), of=square, at=[(check.leaf([1.0, -2.0]),)])
    assert "agrees with finite differences" in capsys.readouterr().out


def test_gradients_left_looks_at_every_leaf():
    def product(u, v):
        return (u * v).sum()

    at = [(check.leaf(2.0), check.leaf(3.0))]
    check.gradients_left(lambda u, v: product(u, v).backward(), of=product, at=at)
    assert ".grad is None" in str(
        failed(check.gradients_left, lambda u, v: product(u, v.detach()).backward(), of=product, at=at)
    )


def clear_after(w):
    square(w).backward()
    w.grad.zero_()


def take_away_after(w):
    square(w).backward()
    w.grad = None


def clear_before_a_copy_is_used(w):
    w.grad = torch.zeros_like(w)
    square(w.detach().requires_grad_()).backward()


@pytest.mark.parametrize(
    "answer, grad, mistake",
    [
        (lambda w: square(w).backward(), 5.0, "NO_ZERO_GRAD"),
        (clear_after, None, "ZERO_TOO_LATE"),
        (take_away_after, 5.0, "ZERO_TOO_LATE"),
        (clear_before_a_copy_is_used, None, None),
        (lambda w: None, None, None),
        (lambda w: (2 * square(w)).backward(), None, None),
    ],
)
def test_gradients_left_names_what_values_and_order_show(answer, grad, mistake):
    at = [(check.leaf(value, grad=grad),) for value in (3.0, -1.0)]
    assert failed(check.gradients_left, answer, of=square, at=at).mistake == mistake


# --- micro-batches ---


def chunks(*sizes):
    return [check.draw(1, (n, 3), (n,), seed=n)[0] for n in sizes]


def in_chunks(weight, clear=True):
    def accumulate(loss, w, chunks):
        if clear:
            w.grad = None
        for x, y in chunks:
            (weight(len(x), sum(len(x) for x, _ in chunks), len(chunks)) * loss(w, x, y)).backward()

    return accumulate


UNEQUAL = [(mean_loss, check.leaf([0.5, -1.0, 2.0]), chunks(4, 1, 2))]


def test_the_share_of_the_samples_passes(capsys):
    check.micro_batches(in_chunks(lambda n, total, k: n / total), UNEQUAL)
    assert "accumulate agrees with finite differences at 1 point" in capsys.readouterr().out


@pytest.mark.parametrize("weight", [lambda n, total, k: 1, lambda n, total, k: 1 / k, lambda n, total, k: n])
def test_every_other_common_weight_is_named(weight):
    assert failed(check.micro_batches, in_chunks(weight), UNEQUAL).mistake == "ACCUM_SCALE"


def test_the_number_of_chunks_is_right_for_equal_ones(capsys):
    check.micro_batches(in_chunks(lambda n, total, k: 1 / k), [(mean_loss, UNEQUAL[0][1], chunks(3, 3))])
    assert "accumulate agrees with finite differences at 1 point" in capsys.readouterr().out


def test_joined_chunks_do_not_pass():
    def joined(loss, w, chunks):
        xs, ys = zip(*chunks, strict=True)
        loss(w, torch.cat(xs), torch.cat(ys)).backward()

    error = failed(check.micro_batches, joined, UNEQUAL)
    assert error.mistake is None and "1 backward pass" in str(error) and "at least 3" in str(error)


def test_graphs_of_all_chunks_at_once_do_not_pass():
    def all_graphs_first(loss, w, chunks):
        w.grad = None
        total = sum(len(x) for x, _ in chunks)
        for value in [len(x) / total * loss(w, x, y) for x, y in chunks]:
            value.backward()

    error = failed(check.micro_batches, all_graphs_first, UNEQUAL)
    assert error.mistake is None and "graphs pile up" in str(error)


def test_a_sum_of_the_losses_may_be_kept_beside_the_chunks(capsys):
    def with_sum(loss, w, chunks):
        w.grad, kept = None, 0
        total = sum(len(x) for x, _ in chunks)
        for x, y in chunks:
            value = len(x) / total * loss(w, x, y)
            value.backward()
            kept = kept + value
        return kept

    check.micro_batches(with_sum, UNEQUAL)
    assert "with_sum agrees with finite differences at 1 point" in capsys.readouterr().out


def test_a_gradient_left_behind_is_named_in_chunks_too():
    at = [(mean_loss, check.leaf([0.5, -1.0, 2.0], grad=[1.0, 1.0, 1.0]), chunks(4, 1))]
    answer = in_chunks(lambda n, total, k: n / total, clear=False)
    assert failed(check.micro_batches, answer, at).mistake == "NO_ZERO_GRAD"

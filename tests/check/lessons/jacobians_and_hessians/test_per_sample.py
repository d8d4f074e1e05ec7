"""Checks of derivatives for each sample of a batch: right by any method, and the traps by name."""

import pytest
import torch
from check_support import failed
from torch.func import grad, jacrev, vmap

from gradschool import check

BATCHES = check.draw(2, (3,), (4, 3), (4,), seed=1)


INPUTS = check.draw(2, (4, 3), seed=2)


def loss(w, x, y):
    return (torch.tanh(x @ w) - y) ** 2


def features(X):
    return torch.stack([X[:, 0] * X[:, 1], X[:, 1] + X[:, 2] ** 2], dim=1)


def rows(f, w, X, y):
    return vmap(grad(f), in_dims=(None, 0, 0))(w, X, y)


def each(f, X):
    return vmap(jacrev(lambda x: f(x[None])[0]))(X)


def test_right_rows_pass(capsys):
    check.per_sample_gradients(rows, of=loss, at=BATCHES)
    assert capsys.readouterr().out.startswith("rows agrees with finite differences at 2 points")


@pytest.mark.parametrize(
    "change, mistake, words",
    [
        (lambda J: J.sum(0), "VJP_IS_NOT_JACOBIAN", "added up"),
        (lambda J: J.cumsum(0), "NO_ZERO_GRAD", ".grad adds up"),
        (lambda J: J.mean(0), None, "mean over the samples"),
        (lambda J: J / len(J), None, "divided by"),
        (lambda J: J.sum(0).expand_as(J), None, "every row is the sum"),
        (lambda J: 2 * J, None, "entry"),
        (lambda J: J.T, None, "shape (3, 4)"),
    ],
    ids=["sum", "running sum", "mean", "rows of the mean", "sum in every row", "double", "transposed"],
)
def test_wrong_rows_are_told_what_they_are(change, mistake, words):
    error = failed(check.per_sample_gradients, lambda *args: change(rows(*args)), of=loss, at=BATCHES)
    assert error.mistake == mistake and words in str(error)


def test_right_jacobians_pass_by_blocks_or_by_sums(capsys):
    check.batch_jacobian(each, of=features, at=INPUTS)
    check.batch_jacobian(lambda f, X: jacrev(f)(X).sum(dim=2), of=features, at=INPUTS)
    assert capsys.readouterr().out.count("agrees") == 2


@pytest.mark.parametrize(
    "wrong",
    [
        lambda f, X: jacrev(f)(X),
        lambda f, X: jacrev(f)(X).reshape(8, 12),
        lambda f, X: jacrev(f)(X)[:, :, 0],
        lambda f, X: jacrev(f)(X).transpose(1, 2),
    ],
    ids=["whole", "flattened", "by the first sample", "samples side by side"],
)
def test_samples_that_are_paired_are_named(wrong):
    assert failed(check.batch_jacobian, wrong, of=features, at=INPUTS).mistake == "BATCH_JACOBIAN"


@pytest.mark.parametrize(
    "change, mistake",
    [
        (lambda J: J.sum(1), "VJP_IS_NOT_JACOBIAN"),
        (lambda J: J.transpose(1, 2), "JACOBIAN_TRANSPOSED"),
        (lambda J: J.transpose(0, 1), None),
        (lambda J: J[0], None),
        (lambda J: J[:, None], None),
        (lambda J: -J, None),
    ],
    ids=["outputs added up", "transposed", "outputs in front", "first", "an axis of one", "negative"],
)
def test_other_jacobians_are_named_only_where_it_is_sure(change, mistake):
    error = failed(check.batch_jacobian, lambda f, X: change(each(f, X)), of=features, at=INPUTS)
    assert error.mistake == mistake


def test_a_function_of_batches_that_gets_one_sample_is_recognised():
    error = failed(check.batch_jacobian, lambda f, X: vmap(jacrev(f))(X), of=features, at=INPUTS)
    assert "hand it x[None]" in str(error)
    error = failed(check.batch_jacobian, lambda f, X: X[9], of=features, at=INPUTS)
    assert "hand it x[None]" not in str(error)

"""Checks of derivatives for each sample of a batch."""

from collections.abc import Callable

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs
from gradschool.check.core.ask import raised
from gradschool.check.core.check_failed import CheckFailed
from gradschool.check.core.judge import judge
from gradschool.check.core.memo import once
from gradschool.check.core.question import Expected, Question

BATCHES_ONLY = "This function takes whole batches: hand it x[None], a batch of one, and take [0] of what it gives."


def per_sample_gradients(answer, of, at, *, device=None, do=None, read=None):
    """Check that `answer(of, w, X, y)` holds the gradient by w of the loss of each sample: shape (B, n).

    of: the loss of one sample, of(w, x, y) → shape (), for w of shape (n,), a row of X and an entry of y. `at` holds
    tuples (w, X, y) of float64 tensors, of shapes (n,), (B, d) and (B,). Names VJP_IS_NOT_JACOBIAN for the sum over the
    samples, NO_ZERO_GRAD for rows that hold the rows before them.
    """

    @once
    def rows(w, X, y):
        found = [oracle.gradient(lambda w, k=k: of(w, X[k], y[k]), w) for k in range(len(X))]
        return tuple(torch.stack([getattr(one, part) for one in found]).cpu() for part in ("value", "error"))

    resembles = {
        "This is the mean over the samples, as a batch's loss has it. The question asks for one row for each sample.": (
            lambda *args: rows(*args)[0].mean(0)
        ),
        "Every row should be one sample's own gradient: these are divided by the number of samples.": (
            lambda *args: rows(*args)[0] / len(args[1])
        ),
        "Here every row is the mean over the batch.": lambda *args: _all_rows(rows(*args)[0], "mean"),
        "Here every row is the sum over the batch.": lambda *args: _all_rows(rows(*args)[0], "sum"),
    }
    mistakes = {
        "VJP_IS_NOT_JACOBIAN": lambda *args: rows(*args)[0].sum(0),
        "NO_ZERO_GRAD": lambda *args: rows(*args)[0].cumsum(0),
    }
    question = Question(
        headline=f"{wording.name_of(answer)} does not give the gradient of each sample",
        answer=answer,
        of=of,
        counterfactuals=mistakes,
        resembles=resembles,
        do=do,
        read=read,
        leading=(of,),
    )
    points = [as_inputs(point, device) for point in at]
    judge(question, points, lambda *point: Expected(*((part,) for part in rows(*point))))


def _all_rows(rows: torch.Tensor, how: str) -> torch.Tensor:
    return getattr(rows, how)(0, keepdim=True).expand_as(rows)


def batch_jacobian(answer, of, at, *, device=None, do=None, read=None):
    """Check that `answer(of, X)` is the Jacobian of each sample: shape (B, M, N).

    of: takes a batch of shape (B, N) to (B, M), each row for itself, and one sample of shape (N,) to (M,). `at` holds
    float64 tensors X of shape (B, N). Names BATCH_JACOBIAN where samples are paired with each other,
    VJP_IS_NOT_JACOBIAN where outputs are added up, JACOBIAN_TRANSPOSED for (B, N, M).
    """

    @once
    def whole(X):
        return oracle.jacobian(of, X)

    def right(X):
        estimate = whole(X)
        # torch.diagonal puts the axis of the samples last
        parts = (part.diagonal(dim1=0, dim2=2).movedim(-1, 0).cpu() for part in (estimate.value, estimate.error))
        return Expected(*((part,) for part in parts))

    def own(X):
        return right(X).values[0]

    def paired(change):
        return lambda X: change(whole(X).value)

    mistakes = {
        "BATCH_JACOBIAN": (
            paired(lambda J: J),
            paired(lambda J: J.reshape(J.shape[0] * J.shape[1], -1)),
            paired(lambda J: J.transpose(1, 2)),
            paired(lambda J: J.permute(2, 3, 0, 1)),
            paired(lambda J: J[:, :, 0]),
            paired(lambda J: J[0].transpose(0, 1)),
        ),
        "VJP_IS_NOT_JACOBIAN": (lambda X: own(X).sum(1), lambda X: own(X).sum(0), lambda X: own(X).sum((0, 1))),
        "JACOBIAN_TRANSPOSED": lambda X: own(X).transpose(1, 2),
    }
    resembles = {
        "The samples come first: (B, M, N), and this is (M, B, N). movedim brings them to the front.": (
            lambda X: own(X).transpose(0, 1)
        ),
        "This is the Jacobian of the first sample alone.": lambda X: own(X)[0],
        "This is the mean over the samples: keep one Jacobian for each.": lambda X: own(X).mean(0),
    }
    question = Question(
        headline=f"{wording.name_of(answer)} does not give the Jacobian of each sample of {wording.name_of(of)}",
        answer=answer,
        of=of,
        counterfactuals=mistakes,
        resembles=resembles,
        do=do,
        read=read,
        leading=(of,),
    )
    points = [as_inputs(X, device) for X in at]
    try:
        judge(question, points, right)
    except CheckFailed as failure:
        if failure.facts["got"] and failure.facts["got"] == _error_on_one_sample(of, *points[0]):
            raise failure.advised(BATCHES_ONLY) from failure.__cause__
        raise


def _error_on_one_sample(of: Callable, X: torch.Tensor) -> str | None:
    """Return how a message shows the error of `of` when it gets one sample, not a batch; None if there is none."""
    try:
        of(X[0])
    except Exception as error:
        return raised(error)
    return None

"""Checks of what backward passes do with vectors and matrices, beyond the derivatives themselves."""

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.ask import ask
from gradschool.check.core.compare import compare
from gradschool.check.core.question import Expected, Question
from gradschool.check.core.structure import tensors_of
from gradschool.check.general.derivatives import SOURCE


def unbroadcast(answer, at, *, seed=0, dtype=torch.float64, device=None, do=None, read=None):
    """Check that `answer(grad, shape)` is the gradient of a tensor of shape `shape` before it was broadcast.

    `at` holds pairs (big, small) of shapes, where small broadcasts to big. `grad`, a float64 tensor of
    shape big drawn from N(0, 1) with `seed`, is the gradient of the broadcast tensor; `shape` is small, a
    tuple of ints. The answer has the shape small. It is compared with vᵀJ, by finite differences, of the
    broadcast itself with v = grad. Prints one line if all agree; raises CheckFailed if one does not.
    """
    headline = f"{wording.name_of(answer)} does not undo the broadcast"
    question = Question(headline, "unbroadcast", answer, None, SOURCE, (dtype,), None, {}, do, read)
    points, answers, expected = [], [], []
    for k, (big, small) in enumerate(at):
        point = (oracle.random_cotangent(big, seed + k, device), tuple(small))
        reply = ask(answer, point, read)
        points.append(point)
        answers.append(tensors_of(reply, [tuple(small)], question, point))
        expected.append(_of_the_broadcast(*point))
    compare(question, points, answers, expected)


def _of_the_broadcast(grad: torch.Tensor, shape: tuple[int, ...]) -> Expected:
    def broadcast(x):
        return x.expand(grad.shape)

    start = torch.zeros(shape, dtype=torch.float64, device=grad.device)
    estimate = oracle.vjp(broadcast, start, cotangent=grad)
    return Expected((estimate.value.cpu(),), (estimate.error.cpu(),))

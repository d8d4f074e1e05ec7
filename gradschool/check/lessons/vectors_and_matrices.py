"""Checks of what backward passes do with vectors and matrices, beyond the derivatives themselves."""

import torch

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.judge import judge
from gradschool.check.core.question import Expected, Question, estimated
from gradschool.diagnose.evidence import Kind


def unbroadcast(answer, at, *, seed=0, dtype=torch.float64, device=None, do=None, read=None):
    """Check that `answer(grad, shape)` is the gradient of a tensor of shape `shape` before it was broadcast.

    `at` holds pairs (big, small) of shapes, where small broadcasts to big. `grad`, a float64 tensor of
    shape big drawn from N(0, 1) with `seed`, is the gradient of the broadcast tensor; `shape` is small, a
    tuple of ints. The answer has the shape small. It is compared with vᵀJ, by finite differences, of the
    broadcast itself with v = grad. Prints one line if all agree; raises CheckFailed if one does not.
    """
    question = Question(
        headline=f"{wording.name_of(answer)} does not undo the broadcast",
        answer=answer,
        kind=Kind.UNBROADCAST,
        dtypes=(dtype,),
        do=do,
        read=read,
    )
    points = [(oracle.random_cotangent(big, seed + k, device), tuple(small)) for k, (big, small) in enumerate(at)]
    judge(question, points, _of_the_broadcast)


def _of_the_broadcast(grad: torch.Tensor, shape: tuple[int, ...]) -> Expected:
    start = torch.zeros(shape, dtype=torch.float64, device=grad.device)
    return estimated(oracle.vjp(lambda x: x.expand(grad.shape), start, cotangent=grad))

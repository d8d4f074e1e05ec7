"""Mistakes that show in the values alone, whatever the question's function is.

Each rule takes the evidence and returns what somebody who makes that mistake would have answered at every point, or
None where the mistake cannot be made.
"""

from collections.abc import Callable
from typing import TypeAlias

import torch

from gradschool.diagnose import from_vectors
from gradschool.diagnose.evidence import Evidence, Kind, Parts

Rule: TypeAlias = Callable[[Evidence], list[Parts] | None]

DERIVATIVES = {Kind.DERIVATIVE, Kind.GRADIENT, Kind.JACOBIAN, Kind.HESSIAN, Kind.VJP}


def _sign_flipped(evidence: Evidence) -> list[Parts] | None:
    """Every value has the opposite sign."""
    if evidence.kind not in DERIVATIVES:
        return None
    return [tuple(-part for part in parts) for parts in evidence.expected]


def _summed_over_calls(evidence: Evidence) -> list[Parts] | None:
    """Each answer is the previous answer plus the right value; the first may hold gradients of still older calls."""
    if evidence.kind not in DERIVATIVES or len(evidence.points) < 3:
        return None
    predicted = [evidence.got[0]]
    for before, own in zip(evidence.got[:-1], evidence.expected[1:], strict=True):
        if [part.shape for part in before] != [part.shape for part in own]:
            return None
        predicted.append(tuple(old + new for old, new in zip(before, own, strict=True)))
    return predicted


def _summed_within_a_call(evidence: Evidence) -> list[Parts] | None:
    """Each call added to a gradient that was there, so each part is a multiple of the right one."""
    if evidence.kind not in DERIVATIVES or not evidence.adding_passes or min(evidence.adding_passes) < 1:
        return None
    return [
        tuple(_nearest_multiple(part, right, added + 1) for part, right in zip(got, expected, strict=True))
        for got, expected, added in zip(evidence.got, evidence.expected, evidence.adding_passes, strict=True)
    ]


def _nearest_multiple(part: torch.Tensor, right: torch.Tensor, most: int) -> torch.Tensor:
    """Return the one of right, 2 · right, …, most · right that is nearest to `part`."""
    if part.shape != right.shape:
        return right
    return min((count * right for count in range(1, most + 1)), key=lambda guess: float((part - guess).abs().max()))


# Several rules may lead to one name.
RULES: tuple[tuple[str, Rule], ...] = (
    ("SIGN_FLIPPED", _sign_flipped),
    ("NO_ZERO_GRAD", _summed_over_calls),
    ("NO_ZERO_GRAD", _summed_within_a_call),
    ("NO_ZERO_GRAD", from_vectors.rows_added_up),
    ("TRANSPOSED", from_vectors.transposed({Kind.GRADIENT, Kind.VJP})),
    ("JACOBIAN_TRANSPOSED", from_vectors.jacobian_transposed),
    ("VJP_IS_NOT_JACOBIAN", from_vectors.vjp_is_not_jacobian),
    ("ONES_COTANGENT", from_vectors.ones_cotangent),
    ("SUMMED_BROADCAST", from_vectors.summed_broadcast),
)

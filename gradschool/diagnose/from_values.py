"""Mistakes that show in the values alone, whatever the question's function is.

Each rule takes the evidence and returns what somebody with that mistake would have answered at
every point, or None where the mistake cannot be made.
"""

import torch

from gradschool import oracle
from gradschool.diagnose.evidence import Evidence, Parts

DERIVATIVES = {"derivative", "gradient", "jacobian", "hessian", "vjp"}


def _sign_flipped(evidence: Evidence) -> list[Parts] | None:
    if evidence.kind not in DERIVATIVES:
        return None
    return [tuple(-part for part in parts) for parts in evidence.expected]


def _summed_over_calls(evidence: Evidence) -> list[Parts] | None:
    """Each answer is the one before plus this point's own; the first may already hold older calls."""
    if evidence.kind not in DERIVATIVES or len(evidence.points) < 3:
        return None
    predicted = [evidence.got[0]]
    for before, own in zip(evidence.got[:-1], evidence.expected[1:], strict=True):
        if [part.shape for part in before] != [part.shape for part in own]:
            return None
        predicted.append(tuple(old + new for old, new in zip(before, own, strict=True)))
    return predicted


def _summed_within_a_call(evidence: Evidence) -> list[Parts] | None:
    """A call made several backward passes, and its answer holds a part two or more times over."""
    if evidence.kind not in DERIVATIVES or not evidence.backward_passes or min(evidence.backward_passes) < 2:
        return None
    return [
        tuple(_nearest_multiple(part, right, passes) for part, right in zip(got, expected, strict=True))
        for got, expected, passes in zip(evidence.got, evidence.expected, evidence.backward_passes, strict=True)
    ]


def _nearest_multiple(part: torch.Tensor, right: torch.Tensor, passes: int) -> torch.Tensor:
    """The one of right, 2·right, …, passes·right that is nearest to `part`."""
    if part.shape != right.shape:
        return right
    return min((count * right for count in range(1, passes + 1)), key=lambda guess: float((part - guess).abs().max()))


def _transposed(kinds: set[str]):
    def rule(evidence: Evidence) -> list[Parts] | None:
        if evidence.kind not in kinds or all(part.dim() != 2 for parts in evidence.expected for part in parts):
            return None
        return [tuple(part.T if part.dim() == 2 else part for part in parts) for parts in evidence.expected]

    return rule


def _vjp_is_not_jacobian(evidence: Evidence) -> list[Parts] | None:
    """The rows of the Jacobian added up: the vjp with a cotangent of ones."""
    if evidence.kind != "jacobian":
        return None
    return [
        tuple(
            jacobian.sum(dim=tuple(range(jacobian.dim() - x.dim()))) if jacobian.dim() > x.dim() else jacobian
            for jacobian, x in zip(expected, inputs, strict=True)
        )
        for expected, inputs in zip(evidence.expected, evidence.points, strict=True)
    ]


def _ones_cotangent(evidence: Evidence) -> list[Parts] | None:
    if evidence.kind != "vjp":
        return None
    predicted = []
    for *inputs, cotangent in evidence.points:
        found = oracle.vjp(evidence.of, *inputs, cotangent=torch.ones_like(cotangent))
        estimates = found if isinstance(found, tuple) else (found,)
        predicted.append(tuple(estimate.value.cpu() for estimate in estimates))
    return predicted


# several rules may lead to one name
RULES = (
    ("SIGN_FLIPPED", _sign_flipped),
    ("NO_ZERO_GRAD", _summed_over_calls),
    ("NO_ZERO_GRAD", _summed_within_a_call),
    ("JACOBIAN_TRANSPOSED", _transposed({"jacobian"})),
    ("TRANSPOSED", _transposed({"gradient", "vjp"})),
    ("VJP_IS_NOT_JACOBIAN", _vjp_is_not_jacobian),
    ("ONES_COTANGENT", _ones_cotangent),
)

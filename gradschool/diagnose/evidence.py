"""Everything a diagnosis may look at: the question, the answers, and what was right."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

import torch

from gradschool.oracle.arrays import Function

Parts: TypeAlias = tuple[torch.Tensor, ...]
Arguments: TypeAlias = tuple[Any, ...]  # of one call; each question has its own types
Counterfactual: TypeAlias = Callable[..., object]

ROUNDING = 2 * torch.finfo(torch.float32).eps


class Kind(StrEnum):
    """What a question asks for, as far as a general rule about wrong answers depends on it."""

    DERIVATIVE = "derivative"
    GRADIENT = "gradient"
    JACOBIAN = "jacobian"
    HESSIAN = "hessian"
    VJP = "vjp"
    UNBROADCAST = "unbroadcast"
    VALUE = "value"  # anything else: no general rule applies


@dataclass(frozen=True)
class Evidence:
    """One question asked at several points.

    Parameters
    ----------
    kind : Kind
        What the question asks for.
    of : callable or None
        The function that the question is about: it takes the arguments of a call, less the cotangent for a "vjp".
    points : sequence of tuples
        The arguments of each call, in the order in which the calls were made.
    got, expected : sequence of tuples of tensors
        For each point the parts of the answer, one for each input: float64, on the CPU. A part of `got` may have a
        wrong shape.
    allowed : sequence of tuples of tensors
        The tolerance of each entry of `expected`.
    adding_passes : sequence of int
        How many backward passes of each call added to a gradient that was there; empty where that is not known.
    events : sequence of tuples of str
        What each call did, in order (`gradschool.observe.loop_events`); empty where that is not known.
    counterfactuals : mapping
        For the name of a mistake, a function that takes the arguments of a call and returns what somebody who makes
        the mistake would answer; a tuple of such functions if it can be made in several ways.
    """

    kind: Kind
    of: Function | None
    points: Sequence[Arguments]
    got: Sequence[Parts]
    expected: Sequence[Parts]
    allowed: Sequence[Parts]
    adding_passes: Sequence[int] = ()
    counterfactuals: Mapping[str, Counterfactual | tuple[Counterfactual, ...]] = field(default_factory=dict)
    events: Sequence[tuple[str, ...]] = ()


def agree(predicted: Iterable[Parts] | None, evidence: Evidence) -> bool:
    """True if `predicted` equals the answers at every point, and the right values not at every point.

    predicted: the parts that a mistake would give, for one point after the other, or None where the mistake cannot be
    made. After the first point at which they differ from the answer, nothing more is taken from it.
    """
    if predicted is None:
        return False
    rows = zip(predicted, evidence.got, evidence.expected, evidence.allowed, strict=True)
    differs = False
    for guess, got, expected, allowed in rows:
        slack = _slack(guess, allowed)
        if not same(guess, got, slack):
            return False
        # Ten times the slack, since a guess that is nearly right explains nothing.
        differs = differs or not same(guess, expected, 10 * slack)
    return differs


def same(left: Parts, right: Parts, slack: float) -> bool:
    """True if two tuples of tensors have equal shapes and entries that differ by at most `slack`; NaN equals NaN."""
    if len(left) != len(right) or any(a.shape != b.shape for a, b in zip(left, right, strict=True)):
        return False
    return all(torch.allclose(a, b, rtol=0.0, atol=slack, equal_nan=True) for a, b in zip(left, right, strict=True))


def _slack(guess: Parts, allowed: Parts) -> float:
    """The tolerance of the check, or the error of two roundings of the guess to float32 if that is larger."""
    sizes = [part.abs().nan_to_num(0.0, 0.0, 0.0).max() for part in guess if part.numel()]
    bounds = [part.max() for part in allowed if part.numel()]
    return float(max([ROUNDING * size for size in sizes] + bounds, default=0.0))

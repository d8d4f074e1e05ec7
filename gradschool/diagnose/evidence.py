"""Everything a diagnosis may look at: the question, the answers, and what was right."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import torch

Parts = tuple[torch.Tensor, ...]
ROUNDING = 2 * torch.finfo(torch.float32).eps


@dataclass(frozen=True)
class Evidence:
    """One question asked at several points.

    Parameters
    ----------
    kind : str
        "derivative", "gradient", "jacobian", "hessian", "vjp", "unbroadcast" or "value".
    of : callable or None
        The function that the question is about.
    points : sequence of tuples
        The arguments of each call, in the order in which the calls were made.
    got, expected : sequence of tuples of tensors
        For each point the parts of the answer (one for each input), float64 on the CPU. A part of
        `got` may have a wrong shape.
    allowed : sequence of tuples of tensors
        The tolerance of each entry of `expected`.
    adding_passes : sequence of int
        How many backward passes of each call added to a `.grad` that was filled; empty where that is not known.
    events : sequence of tuples of str
        For each call what it did in what order, as in `gradschool.observe.loop_events`; empty where that is not known.
    counterfactuals : mapping
        Name of a mistake -> function that takes the arguments of a call and returns what
        somebody who makes that mistake would answer; a tuple of them for one made in several ways.
    """

    kind: str
    of: Callable | None
    points: Sequence[tuple]
    got: Sequence[Parts]
    expected: Sequence[Parts]
    allowed: Sequence[Parts]
    adding_passes: Sequence[int] = ()
    counterfactuals: Mapping[str, Callable | tuple[Callable, ...]] = field(default_factory=dict)
    events: Sequence[tuple[str, ...]] = ()


def agree(predicted: Iterable[Parts] | None, evidence: Evidence) -> bool:
    """True if `predicted` reproduces the answers everywhere and the right values not everywhere.

    Nothing is taken from `predicted` after the first point at which it does not. A prediction of None means that the
    mistake cannot be made here.
    """
    if predicted is None:
        return False
    rows = zip(predicted, evidence.got, evidence.expected, evidence.allowed, strict=True)
    told_apart = False
    for guess, got, expected, allowed in rows:
        slack = _slack(guess, allowed)
        if not same(guess, got, slack):
            return False
        # ten times the slack: a guess that is nearly right explains nothing
        told_apart = told_apart or not same(guess, expected, 10 * slack)
    return told_apart


def same(left: Parts, right: Parts, slack: float) -> bool:
    """True if two tuples of tensors have equal shapes and entries within `slack`; NaN equals NaN."""
    if len(left) != len(right) or any(a.shape != b.shape for a, b in zip(left, right, strict=True)):
        return False
    return all(torch.allclose(a, b, rtol=0.0, atol=slack, equal_nan=True) for a, b in zip(left, right, strict=True))


def _slack(guess: Parts, allowed: Parts) -> float:
    """The tolerance of the check, or what two roundings to float32 make of the guess if that is more."""
    sizes = [part.abs().nan_to_num(0.0, 0.0, 0.0).max() for part in guess if part.numel()]
    bounds = [part.max() for part in allowed if part.numel()]
    return float(max([ROUNDING * size for size in sizes] + bounds, default=0.0))

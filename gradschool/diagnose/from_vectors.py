"""Mistakes with vectors and matrices that show in the values alone: transposes, cotangents, broadcasts.

The rules have the form of those in `from_values`. Some mistakes can be made in several ways, or in some parts of an
answer only; there a rule predicts for each part the way that comes nearest to the answer.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import prod
from typing import TypeAlias

import torch

from gradschool import oracle
from gradschool.diagnose.evidence import Evidence, Kind, Parts
from gradschool.oracle.arrays import Function

# The gradient of all copies of a broadcast input, in the shape of the output, and the shape of the input.
_Whole: TypeAlias = tuple[torch.Tensor, tuple[int, ...]]


def transposed(kinds: set[Kind]) -> Callable[[Evidence], list[Parts] | None]:
    """Make a rule for questions of these kinds: rows and columns of some parts, or of all, are exchanged."""

    def rule(evidence: Evidence) -> list[Parts] | None:
        if evidence.kind not in kinds:
            return None
        return [
            tuple(
                _nearest(part, [right, right.T] if right.dim() == 2 else [right])
                for part, right in zip(got, expected, strict=True)
            )
            for got, expected in zip(evidence.got, evidence.expected, strict=True)
        ]

    return rule


def jacobian_transposed(evidence: Evidence) -> list[Parts] | None:
    """The axes of the input come before those of the output, in some parts or in all."""
    if evidence.kind != Kind.JACOBIAN:
        return None
    return [
        tuple(
            _nearest(part, [right, _inputs_first(right, x)])
            for part, right, x in zip(got, expected, inputs, strict=True)
        )
        for got, expected, inputs in zip(evidence.got, evidence.expected, evidence.points, strict=True)
    ]


def _inputs_first(jacobian: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    outputs = jacobian.dim() - x.dim()
    return jacobian.permute(*range(outputs, jacobian.dim()), *range(outputs))


def vjp_is_not_jacobian(evidence: Evidence) -> list[Parts] | None:
    """The rows of the Jacobian are added up, which is the vjp with a cotangent of ones."""
    if evidence.kind != Kind.JACOBIAN or not any(_rows(evidence)):
        return None
    return [
        tuple(_sum_rows(jacobian, x) for jacobian, x in zip(expected, inputs, strict=True))
        for expected, inputs in zip(evidence.expected, evidence.points, strict=True)
    ]


def _rows(evidence: Evidence) -> Iterator[bool]:
    """Say for each Jacobian whether it has more than one row; the sum of one row would be that row."""
    for expected, inputs in zip(evidence.expected, evidence.points, strict=True):
        yield from (jacobian.numel() > x.numel() for jacobian, x in zip(expected, inputs, strict=True))


def _sum_rows(jacobian: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    outputs = tuple(range(jacobian.dim() - x.dim()))
    return jacobian.sum(dim=outputs) if outputs else jacobian


def rows_added_up(evidence: Evidence) -> list[Parts] | None:
    """Each row of the Jacobian is the sum of the rows up to it: all passes added to one .grad."""
    added = evidence.adding_passes
    if evidence.kind != Kind.JACOBIAN or not any(_rows(evidence)) or not added or min(added) < 1:
        return None
    return [
        tuple(_running(part, x) for part, x in zip(expected, inputs, strict=True))
        for expected, inputs in zip(evidence.expected, evidence.points, strict=True)
    ]


def _running(jacobian: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return jacobian.reshape(-1, *x.shape).cumsum(0).reshape(jacobian.shape)


def ones_cotangent(evidence: Evidence) -> list[Parts] | None:
    """The answer is that for a cotangent of equal entries: from y.sum(), from y.mean(), or from a summed v.

    If that answer is zero at every point nothing is predicted, since other mistakes give zero too.
    """
    if evidence.kind != Kind.VJP or evidence.of is None:
        return None
    predicted, vanishes = [], True
    for (*inputs, v), got, allowed in zip(evidence.points, evidence.got, evidence.allowed, strict=True):
        ones = _vjp(evidence.of, inputs, torch.ones_like(v))
        vanishes = vanishes and all(
            bool((part.abs() <= limit).all()) for part, limit in zip(ones, allowed, strict=True)
        )
        factors = (1.0, 1.0 / max(v.numel(), 1), float(v.sum()), float(v.mean()))
        scaled = [tuple(factor * part for part in ones) for factor in factors]
        predicted.append(min(scaled, key=lambda parts: sum(map(_distance, got, parts))))
    return None if vanishes else predicted


def summed_broadcast(evidence: Evidence) -> list[Parts] | None:
    """The gradient of a broadcast input is summed over the wrong axes, or not at all."""
    wholes: list[list[_Whole | None]]
    if evidence.kind == Kind.UNBROADCAST:
        wholes = [[(grad, shape)] for grad, shape in evidence.points]
    elif evidence.kind == Kind.VJP and evidence.of is not None:
        wholes = [_of_the_copies(evidence.of, inputs, v) for *inputs, v in evidence.points]
    else:
        return None
    return [
        tuple(
            _nearest(part, [right] if whole is None else [right, *wrong_sums(*whole)])
            for part, right, whole in zip(got, expected, row, strict=True)
        )
        for got, expected, row in zip(evidence.got, evidence.expected, wholes, strict=True)
    ]


def _of_the_copies(of: Function, inputs: list[torch.Tensor], v: torch.Tensor) -> list[_Whole | None]:
    """For each input that `of` broadcasts to v's shape, the gradient of all its copies and its own shape; else None."""
    value = torch.as_tensor(of(*(x.clone() for x in inputs)))
    found: list[_Whole | None] = []
    for k, x in enumerate(inputs):
        whole: _Whole | None = None
        if x.shape != v.shape and _broadcasts(x.shape, v.shape):
            copies = [*inputs[:k], x.expand(v.shape).clone(), *inputs[k + 1 :]]
            # If `of` does not broadcast this input, the copies give another value or an error.
            if _gives(of, copies, value):
                whole = (_vjp(of, copies, v)[k], tuple(x.shape))
        found.append(whole)
    return found


def _broadcasts(small: tuple[int, ...], big: tuple[int, ...]) -> bool:
    pairs = zip(reversed(small), reversed(big), strict=False)
    return len(small) <= len(big) and all(mine in (1, other) for mine, other in pairs)


def _gives(of: Function, inputs: list[torch.Tensor], value: torch.Tensor) -> bool:
    """True if `of` takes these inputs and returns `value`."""
    try:
        again = torch.as_tensor(of(*(x.clone() for x in inputs)))
    except RuntimeError:
        return False
    return again.shape == value.shape and torch.allclose(again, value)


def wrong_sums(whole: torch.Tensor, shape: tuple[int, ...]) -> list[torch.Tensor]:
    """List what somebody may return who does not sum the gradient of a broadcast input over its copies.

    whole: the gradient of all copies, in the shape of the output. shape: that of the input. The list holds `whole`
    itself, its sums over other axes than the copied ones, the mean over the copies, the first and the last copy alone,
    and each of these in the shape of the input where it has as many elements. All are float64, on the CPU.
    """
    whole = whole.detach().to("cpu", torch.float64)
    aligned = (1,) * (whole.dim() - len(shape)) + tuple(shape)
    missing = whole.dim() - len(shape)
    copied = tuple(k for k, size in enumerate(aligned) if size == 1 and (k < missing or whole.shape[k] != 1))
    axes = range(whole.dim())
    found = [whole]
    for chosen in (c for n in axes for c in combinations(axes, n + 1) if c != copied):
        found += [whole.sum(chosen), whole.sum(chosen, keepdim=True)]
    if copied:
        found += [whole.mean(copied), _one_copy(whole, copied, 0), _one_copy(whole, copied, -1)]
    return found + [way.reshape(shape) for way in found if way.numel() == prod(shape)]


def _one_copy(whole: torch.Tensor, copied: tuple[int, ...], which: int) -> torch.Tensor:
    for axis in reversed(copied):
        whole = whole.select(axis, which)
    return whole


def _vjp(of: Function, inputs: Sequence[torch.Tensor], v: torch.Tensor) -> Parts:
    found = oracle.vjp(of, *inputs, cotangent=v)
    return tuple(estimate.value.cpu() for estimate in (found if isinstance(found, tuple) else (found,)))


def _nearest(part: torch.Tensor, ways: list[torch.Tensor]) -> torch.Tensor:
    """Return the one of `ways` that is nearest to `part`; the first if none has its shape."""
    return min(ways, key=lambda way: _distance(part, way))


def _distance(part: torch.Tensor, way: torch.Tensor) -> float:
    if part.shape != way.shape:
        return float("inf")
    return float((part - way).abs().nan_to_num(torch.inf).max()) if part.numel() else 0.0

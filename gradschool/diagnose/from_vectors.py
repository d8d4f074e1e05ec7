"""Mistakes with vectors and matrices that show in the values alone: transposes, cotangents, broadcasts.

The rules have the form of those in `from_values`. Where a mistake can be made in several ways, or in
some parts of an answer only, a rule predicts for each part the way that comes nearest to it.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import prod

import torch

from gradschool import oracle
from gradschool.diagnose.evidence import Evidence, Parts


def transposed(kinds: set[str]):
    """Some part of the answer, or all of them, with rows and columns exchanged."""

    def rule(evidence: Evidence) -> list[Parts] | None:
        if evidence.kind not in kinds:
            return None
        return [
            tuple(_nearest(part, [right, right.T] if right.dim() == 2 else [right]) for part, right in _zipped(*pair))
            for pair in _zipped(evidence.got, evidence.expected)
        ]

    return rule


def jacobian_transposed(evidence: Evidence) -> list[Parts] | None:
    """The input's axes before the output's."""
    if evidence.kind != "jacobian":
        return None
    return [
        tuple(_nearest(part, [right, _inputs_first(right, x)]) for part, right, x in _zipped(got, expected, inputs))
        for got, expected, inputs in _zipped(evidence.got, evidence.expected, evidence.points)
    ]


def _inputs_first(jacobian: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    outputs = jacobian.dim() - x.dim()
    return jacobian.permute(*range(outputs, jacobian.dim()), *range(outputs))


def vjp_is_not_jacobian(evidence: Evidence) -> list[Parts] | None:
    """The rows of the Jacobian added up: the vjp with a cotangent of ones."""
    if evidence.kind != "jacobian" or not any(_rows(evidence)):
        return None
    return [
        tuple(_sum_rows(jacobian, x) for jacobian, x in _zipped(expected, inputs))
        for expected, inputs in _zipped(evidence.expected, evidence.points)
    ]


def _rows(evidence: Evidence) -> Iterable[bool]:
    """For each Jacobian whether it has more rows than one: the sum of one row is that row."""
    for expected, inputs in _zipped(evidence.expected, evidence.points):
        yield from (jacobian.numel() > x.numel() for jacobian, x in _zipped(expected, inputs))


def _sum_rows(jacobian: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    outputs = tuple(range(jacobian.dim() - x.dim()))
    return jacobian.sum(dim=outputs) if outputs else jacobian


def rows_added_up(evidence: Evidence) -> list[Parts] | None:
    """Row i of the Jacobian holds the rows before it as well: one .grad, filled by one pass for each row."""
    added = evidence.adding_passes
    if evidence.kind != "jacobian" or not any(_rows(evidence)) or not added or min(added) < 1:
        return None
    return [
        tuple(_running(part, x) for part, x in _zipped(*pair)) for pair in _zipped(evidence.expected, evidence.points)
    ]


def _running(jacobian: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return jacobian.reshape(-1, *x.shape).cumsum(0).reshape(jacobian.shape)


def ones_cotangent(evidence: Evidence) -> list[Parts] | None:
    """The answer for a cotangent of equal entries, as y.sum() and y.mean() have, or a v that was summed itself.

    Where that answer is zero throughout, other mistakes give zero too, so it singles out nothing.
    """
    if evidence.kind != "vjp":
        return None
    predicted, vanishes = [], True
    for (*inputs, v), got, allowed in _zipped(evidence.points, evidence.got, evidence.allowed):
        ones = _vjp(evidence.of, inputs, torch.ones_like(v))
        vanishes = vanishes and all(bool((part.abs() <= limit).all()) for part, limit in _zipped(ones, allowed))
        factors = (1.0, 1.0 / max(v.numel(), 1), float(v.sum()), float(v.mean()))
        scaled = [tuple(factor * part for part in ones) for factor in factors]
        predicted.append(min(scaled, key=lambda parts: sum(map(_distance, got, parts))))
    return None if vanishes else predicted


def summed_broadcast(evidence: Evidence) -> list[Parts] | None:
    """The gradient of an input that was broadcast, summed over other axes than those it was copied along."""
    if evidence.kind == "unbroadcast":
        wholes = [[(grad, shape)] for grad, shape in evidence.points]
    elif evidence.kind == "vjp":
        wholes = [_of_the_copies(evidence.of, inputs, v) for *inputs, v in evidence.points]
    else:
        return None
    return [
        tuple(
            _nearest(part, [right] if whole is None else [right, *wrong_sums(*whole)])
            for part, right, whole in _zipped(got, expected, row)
        )
        for got, expected, row in _zipped(evidence.got, evidence.expected, wholes)
    ]


def _of_the_copies(of, inputs: list, v: torch.Tensor) -> list[tuple | None]:
    """For each input that `of` broadcasts to v's shape the gradient of all its copies and its own shape, else None."""
    value, found = of(*(x.clone() for x in inputs)), []
    for k, x in enumerate(inputs):
        whole = None
        if x.shape != v.shape and _broadcasts(x.shape, v.shape):
            copies = [*inputs[:k], x.expand(v.shape).clone(), *inputs[k + 1 :]]
            # an input that only looks as if it were broadcast gives another value, or none
            if _gives(of, copies, value):
                whole = (_vjp(of, copies, v)[k], tuple(x.shape))
        found.append(whole)
    return found


def _broadcasts(small: tuple[int, ...], big: tuple[int, ...]) -> bool:
    pairs = zip(reversed(small), reversed(big), strict=False)
    return len(small) <= len(big) and all(mine in (1, other) for mine, other in pairs)


def _gives(of, inputs: list, value: torch.Tensor) -> bool:
    """True if `of` takes these inputs and returns `value`."""
    try:
        again = of(*(x.clone() for x in inputs))
    except RuntimeError:
        return False
    return again.shape == value.shape and torch.allclose(again, value)


def wrong_sums(whole: torch.Tensor, shape: tuple[int, ...]) -> list[torch.Tensor]:
    """What somebody may make of `whole`, the gradient of all copies of an input of shape `shape`, by not summing them.

    Sums over other axes than the copied ones, none among them, in the input's shape where that is
    possible; the mean over the copies; the first or last copy alone.
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


def _vjp(of, inputs: Sequence, v: torch.Tensor) -> Parts:
    found = oracle.vjp(of, *inputs, cotangent=v)
    return tuple(estimate.value.cpu() for estimate in (found if isinstance(found, tuple) else (found,)))


def _nearest(part: torch.Tensor, ways: list[torch.Tensor]) -> torch.Tensor:
    """The way that comes nearest to `part`; the first where none has its shape."""
    return min(ways, key=lambda way: _distance(part, way))


def _distance(part: torch.Tensor, way: torch.Tensor) -> float:
    if part.shape != way.shape:
        return float("inf")
    return float((part - way).abs().nan_to_num(torch.inf).max()) if part.numel() else 0.0


def _zipped(*columns):
    return zip(*columns, strict=True)

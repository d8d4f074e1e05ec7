"""Give advice on wrong answers that are no named mistake, but show what was computed instead."""

from collections.abc import Callable, Iterator, Mapping
from itertools import permutations

import torch

from gradschool.diagnose.evidence import Evidence, Kind, Parts, agree

FEW = 4  # answers of more parts than this have too many orders to try


def advice_on_values(evidence: Evidence, resembles: Mapping[str, Callable[..., object]]) -> str | None:
    """Recognise answers that are right for another question at every point, and return advice on them, or None.

    resembles: the question's own advice, tried before the general one. Each key is an advice, its value a function that
    takes the arguments of a call and returns the answer to which the advice applies.
    """
    for advice, function in resembles.items():
        if agree(imagine(function, evidence), evidence):
            return advice
    if agree(_values_of_the_function(evidence), evidence):
        return "This is the value of the function itself; the question asks for its derivative."
    if any(agree(guess, evidence) for guess in _other_orders(evidence)):
        return "These are the right values in another order: compare with the order that the question states."
    if agree(_inputs(evidence), evidence):
        return "This is the input itself; the derivative is in its .grad, after a backward pass."
    return None


def imagine(answers: Callable[..., object], evidence: Evidence) -> Iterator[Parts]:
    """Call `answers` at one point after the other, each time with fresh copies of the tensors, and yield the parts."""
    for point in evidence.points:
        yield as_parts(answers(*(arg.clone() if isinstance(arg, torch.Tensor) else arg for arg in point)))


def as_parts(value: object) -> Parts:
    """Turn a number, a tensor or a (nested) tuple or list of them into a flat tuple of float64 CPU tensors."""
    if isinstance(value, tuple | list):
        return tuple(part for item in value for part in as_parts(item))
    return (torch.as_tensor(value).detach().to("cpu", torch.float64),)


def _values_of_the_function(evidence: Evidence) -> Iterator[Parts] | None:
    if evidence.of is None or evidence.kind not in (Kind.DERIVATIVE, Kind.GRADIENT):
        return None
    return imagine(evidence.of, evidence)


def _inputs(evidence: Evidence) -> list[Parts] | None:
    if evidence.kind not in (Kind.DERIVATIVE, Kind.GRADIENT):
        return None
    if not all(isinstance(arg, torch.Tensor) for point in evidence.points for arg in point):
        return None
    return [as_parts(point) for point in evidence.points]


def _other_orders(evidence: Evidence) -> list[list[Parts]]:
    count = len(evidence.expected[0])
    if not 1 < count <= FEW or any(len(parts) != count for parts in evidence.expected):
        return []
    orders = list(permutations(range(count)))[1:]
    return [[tuple(parts[place] for place in order) for parts in evidence.expected] for order in orders]

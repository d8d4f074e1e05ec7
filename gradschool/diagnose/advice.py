"""Wrong answers that are no named mistake, but show what was computed instead: advice without a name."""

from collections.abc import Callable, Iterator, Mapping
from itertools import permutations

import torch

from gradschool.diagnose.evidence import Evidence, Parts, agree

# more parts than this have too many orders to try
FEW = 4


def advice_on_values(evidence: Evidence, resembles: Mapping[str, Callable]) -> str | None:
    """What to do about answers that are all the same other quantity, or None.

    `resembles` holds the question's own: advice -> a function that takes the arguments of a call and
    returns what would call for that advice. They come before the general ones.
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


def imagine(answers: Callable, evidence: Evidence) -> Iterator[Parts]:
    """What a function answers at one point after the other, each time on fresh copies of the arguments."""
    for point in evidence.points:
        yield as_parts(answers(*(arg.clone() if isinstance(arg, torch.Tensor) else arg for arg in point)))


def as_parts(value) -> Parts:
    """A number, a tensor or a (nested) tuple or list of them as a flat tuple of float64 CPU tensors."""
    if isinstance(value, tuple | list):
        return tuple(part for item in value for part in as_parts(item))
    return (torch.as_tensor(value).detach().to("cpu", torch.float64),)


def _values_of_the_function(evidence: Evidence) -> Iterator[Parts] | None:
    if evidence.of is None or evidence.kind not in ("derivative", "gradient"):
        return None
    return imagine(evidence.of, evidence)


def _inputs(evidence: Evidence) -> list[Parts] | None:
    if evidence.kind not in ("derivative", "gradient"):
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

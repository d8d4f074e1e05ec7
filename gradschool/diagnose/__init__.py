"""From what was asked and what came back to the name of the mistake, if the numbers single one out.

A mistake is a counterfactual: the values that somebody who makes it would return. A name is given
only when exactly one counterfactual reproduces the answer at every point, within the tolerance of
the check, and differs from the right answer at one point at least.
"""

import torch

from gradschool.diagnose.evidence import Evidence, Parts, agree
from gradschool.diagnose.from_values import RULES

__all__ = ["Evidence", "as_parts", "name_mistake"]


def name_mistake(evidence: Evidence) -> str | None:
    """The one mistake that explains every value in `evidence`, or None.

    Counterfactuals that the question itself brings come first: they are more specific than the
    general rules, which are tried only when none of them fits.
    """
    named = {
        name
        for name, answers in evidence.counterfactuals.items()
        for variant in (answers if isinstance(answers, tuple) else (answers,))
        if agree(_imagine(variant, evidence), evidence)
    }
    if not named:
        named = {name for name, rule in RULES if agree(rule(evidence), evidence)}
    return named.pop() if len(named) == 1 else None


def as_parts(value) -> Parts:
    """A number, a tensor or a (nested) tuple or list of them as a flat tuple of float64 CPU tensors."""
    if isinstance(value, tuple | list):
        return tuple(part for item in value for part in as_parts(item))
    return (torch.as_tensor(value).detach().to("cpu", torch.float64),)


def _imagine(answers, evidence: Evidence) -> list[Parts]:
    """What a counterfactual answers at every point, each time on fresh copies of the arguments."""
    copies = [
        tuple(arg.clone() if isinstance(arg, torch.Tensor) else arg for arg in point) for point in evidence.points
    ]
    return [as_parts(answers(*args)) for args in copies]

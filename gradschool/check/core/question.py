"""What a check asks, what the right answer is, and how far off an answer may be."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, Self

import torch

from gradschool.check.core import wording
from gradschool.check.core.ask import Reply
from gradschool.check.core.check_failed import CheckFailed
from gradschool.diagnose.evidence import Counterfactual, Kind, Parts
from gradschool.diagnose.named_mistakes import CATALOGUE
from gradschool.oracle import Estimate

# share of the size of the right value: far above honest rounding, far below any named mistake
RTOL = {torch.float64: 1e-7, torch.float32: 2e-4, torch.bfloat16: 5e-2, torch.float16: 1e-2}
# where the right value is zero and nothing gives it a scale
FLOOR = 1e-9
SOURCE = "finite differences"

# the arguments of one call
Point = tuple[Any, ...]


@dataclass(frozen=True)
class Expected:
    """The right answer at one point: for each part its value and how far off that may be.

    values, errors: float64 tensors on the CPU, in the shapes of the answer's parts. `natural` is the size that the
    values would have if no terms cancelled, 0 where that is not known.
    """

    values: Parts
    errors: Parts
    natural: float = 0.0

    def scale(self, part: int) -> float:
        """Return the size by which errors of a part are measured."""
        value = self.values[part]
        return max(self.natural, float(value.abs().max()) if value.numel() else 0.0)

    def allowed(self, dtype: torch.dtype, rtol: float | None) -> Parts:
        """Return the tolerance of every entry, for an answer of type `dtype`."""
        share = RTOL[dtype] if rtol is None else rtol
        return tuple(error + (share * self.scale(part) or FLOOR) for part, error in enumerate(self.errors))


def each(found: Estimate | tuple[Estimate, ...]) -> tuple[Estimate, ...]:
    """Return the oracle's estimates as a tuple, also where there is one input and so one estimate."""
    return found if isinstance(found, tuple) else (found,)


def estimated(found: Estimate | tuple[Estimate, ...], natural: float = 0.0) -> Expected:
    """Make an Expected from the oracle's estimates at a point; `natural` as in `Expected`."""
    estimates = each(found)
    return Expected(tuple(one.value.cpu() for one in estimates), tuple(one.error.cpu() for one in estimates), natural)


def exactly(tensors: Iterable[torch.Tensor]) -> Expected:
    """Make an Expected from values that a formula gives: on the CPU in float64, with an error of zero."""
    values = tuple(tensor.detach().to("cpu", torch.float64) for tensor in tensors)
    return Expected(values, tuple(torch.zeros_like(value) for value in values))


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a check asks, and how its messages speak of it.

    Parameters
    ----------
    headline : str
        What is wrong with an answer that does not pass.
    answer : callable, optional
        The student's function; None where the student wrote a value, as for `value`.
    kind : Kind
        What is asked for, if general rules about wrong answers apply to it.
    of : callable, optional
        The function that the question is about.
    source : str
        What gives the right values.
    dtypes : tuple of torch.dtype
        The types that tensors of an answer may have.
    rtol : float, optional
        Tolerance as a share of the right value, instead of the one of the answer's type.
    counterfactuals : mapping
        Name of a mistake -> what somebody who makes it would answer: a function with the arguments of a point, or a
        tuple of them.
    only_if : mapping
        Name of a mistake -> whether the replies show that it can have been made; values alone do not tell.
    resembles : mapping
        Advice -> what an answer that calls for it would be: a function with the arguments of a point.
    do, read : str, optional
        The remedy where no mistake is named, and where to read, written "NN · Section title".
    leading : tuple
        Arguments of the answer that come before those of a point.
    in_order : bool
        Whether the first wrong entry of a tensor is shown, as of a path, instead of the worst.
    labels : callable, optional
        Takes a point and returns what the parts of the answer are called, where a number does not say enough.
    container : str
        The word for what several parts come in; any sequence will do.
    one_scale : bool
        Whether all numbers at a point are judged by the largest of them, as where terms may cancel.

    Raises ValueError for the name of a mistake that the catalogue does not have.
    """

    headline: str
    answer: object = None
    kind: Kind = Kind.VALUE
    of: Callable[..., Any] | None = None
    source: str = SOURCE
    dtypes: tuple[torch.dtype, ...] = (torch.float64,)
    rtol: float | None = None
    counterfactuals: Mapping[str, Counterfactual | tuple[Counterfactual, ...]] = field(default_factory=dict)
    only_if: Mapping[str, Callable[[Sequence[Reply]], bool]] = field(default_factory=dict)
    resembles: Mapping[str, Counterfactual] = field(default_factory=dict)
    do: str | None = None
    read: str | None = None
    leading: Point = ()
    in_order: bool = False
    labels: Callable[[Point], Sequence[str]] | None = None
    container: str = "tuple"
    one_scale: bool = False

    def __post_init__(self) -> None:
        for name in (*self.counterfactuals, *self.only_if):
            require_known(name)

    def failed(self, point: Point, **details: str | None) -> CheckFailed:
        """Return the error for a call at `point`.

        `details` are those of CheckFailed; the question's own `do` and `read` stand in where they are not given.
        """
        called = None if self.answer is None else wording.call(self.answer, (*self.leading, *point))
        return CheckFailed(self.headline, **{"call": called, "do": self.do, "read": self.read} | details)

    def in_view_of(self, replies: Sequence[Reply]) -> Self:
        """Return the question without the mistakes that these replies rule out by `only_if`."""
        ruled_out = {name for name, shown in self.only_if.items() if not shown(replies)}
        left = {name: answers for name, answers in self.counterfactuals.items() if name not in ruled_out}
        return replace(self, counterfactuals=left)


def require_known(mistake: str) -> None:
    """Raise ValueError, for the author of a check, unless the catalogue has a mistake of this name."""
    if mistake not in CATALOGUE:
        near = get_close_matches(mistake, CATALOGUE, n=1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f"gradschool/diagnose/named_mistakes.py has no mistake {mistake}{meant}")

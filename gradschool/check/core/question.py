"""What a check asks, what the right answer is, and how far off an answer may be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import torch

from gradschool.check.core import wording
from gradschool.check.core.message import CheckFailed
from gradschool.diagnose.evidence import Parts

# share of the size of the right value: far above honest rounding, far below any named mistake
RTOL = {torch.float64: 1e-7, torch.float32: 2e-4, torch.bfloat16: 5e-2, torch.float16: 1e-2}
# where the right value is zero and nothing gives it a scale
FLOOR = 1e-9


@dataclass(frozen=True)
class Expected:
    """The right answer at one point: for each part its value and how far off that may be.

    `natural` is the size that the values would have if no terms cancelled, 0 where that is not known.
    """

    values: Parts
    errors: Parts
    natural: float = 0.0

    def scale(self, part: int) -> float:
        """The size by which errors of a part are measured."""
        value = self.values[part]
        return max(self.natural, float(value.abs().max()) if value.numel() else 0.0)

    def allowed(self, dtype: torch.dtype, rtol: float | None) -> Parts:
        """The tolerance of every entry, for an answer of type `dtype`."""
        share = RTOL[dtype] if rtol is None else rtol
        return tuple(error + (share * self.scale(part) or FLOOR) for part, error in enumerate(self.errors))


@dataclass(frozen=True)
class Question:
    """What a check asks, and how it speaks of it."""

    headline: str
    kind: str
    answer: Callable | None
    of: Callable | None
    source: str
    dtypes: tuple[torch.dtype, ...]
    rtol: float | None
    counterfactuals: Mapping[str, Callable]
    do: str | None
    read: str | None
    # arguments of the answer that come before those of a point
    leading: tuple = ()
    # advice -> what an answer that calls for it would be: a function with the arguments of the answer
    resembles: Mapping[str, Callable] = field(default_factory=dict)
    # whether the first wrong entry of a tensor is shown, as of a path, and not the worst
    in_order: bool = False
    # what the parts of the answer at a point are called, where a number does not say enough
    labels: Callable[[tuple], Sequence[str]] | None = None
    # what several parts come in: the word for it, as any sequence will do
    container: str = "tuple"
    # whether all numbers at a point are judged by the largest of them, as where terms may cancel
    one_scale: bool = False

    def failed(self, point: tuple, **details) -> CheckFailed:
        """The error for a call at `point`; the question's own advice stands in where there is none."""
        details = {"do": self.do, "read": self.read} | details
        called = None if self.answer is None else wording.call(self.answer, (*self.leading, *point))
        return CheckFailed(self.headline, call=called, **details)

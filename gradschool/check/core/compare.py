"""Compare answers with what is right: every number within a stated tolerance, the first wrong one in a message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from gradschool.check.core import wording
from gradschool.check.core.check_failed import CheckFailed
from gradschool.check.core.question import RTOL, Expected, Point, Question
from gradschool.diagnose import Evidence, advice_on_values, as_parts, name_mistake
from gradschool.diagnose.evidence import Parts

# coarse on purpose: the last digits of a rounding error differ from machine to machine
LADDER = (1e-12, 1e-9, 1e-6, 1e-3, 1.0)


@dataclass(frozen=True)
class Observation:
    """What one call gave, beside what is right there.

    got: the parts of the answer; each may have another shape than the right part. adding_passes: how many backward
    passes of the call added to a filled `.grad`. events: what the call did in what order.
    """

    point: Point
    got: Parts
    right: Expected
    adding_passes: int = 0
    events: tuple[str, ...] = ()


def compare(question: Question, seen: Sequence[Observation], then: Callable[[], None] | None = None) -> None:
    """Print one line if all observations agree with what is right.

    `then` looks at what else must be right, before the line is printed. Raises CheckFailed at the first point that
    disagrees.
    """
    got = [as_parts(one.got) for one in seen]
    allowed = [one.right.allowed(_least_precise(one.got), question.rtol) for one in seen]
    worst = 0.0
    for k, one in enumerate(seen):
        fault = _fault(got[k], one.right.values, allowed[k])
        if fault is not None:
            evidence = Evidence(
                kind=question.kind,
                of=question.of,
                points=[other.point for other in seen],
                got=got,
                expected=[other.right.values for other in seen],
                allowed=allowed,
                adding_passes=[other.adding_passes for other in seen],
                counterfactuals=question.counterfactuals,
                events=[other.events for other in seen],
            )
            mistake = name_mistake(evidence)
            advice = None if mistake else advice_on_values(evidence, question.resembles)
            limit = allowed[k][fault.part]
            raise _disagreement(question, one.point, got[k], one.right, fault, limit, mistake, advice)
        pairs = zip(got[k], one.right.values, strict=True)
        worst = max([worst, *(float((part - value).abs().max()) for part, value in pairs if part.numel())])
    if then is not None:
        then()
    if question.answer is None:
        print(f"{question.source} is right")
        return
    count = f"{len(seen)} point" + ("s" if len(seen) != 1 else "")
    margin = next((f", every error under {step:g}" for step in LADDER if worst < step), "")
    print(f"{wording.name_of(question.answer)} agrees with {question.source} at {count}{margin if any(got) else ''}")


def all_close(question: Question, seen: Sequence[Observation]) -> bool:
    """Return whether all observations have the right shapes and values, within the question's tolerance."""
    return all(
        _fault(as_parts(one.got), one.right.values, one.right.allowed(_least_precise(one.got), question.rtol)) is None
        for one in seen
    )


def _least_precise(answer: Parts) -> torch.dtype:
    """Return the type that sets the tolerance: the coarsest floating type among the parts."""
    return max((part.dtype for part in answer if part.dtype in RTOL), key=RTOL.__getitem__, default=torch.float64)


@dataclass(frozen=True)
class WrongPart:
    """The first part of an answer that is wrong, and why: "shape", "finite" or "value"."""

    part: int
    why: str


def _fault(got: Parts, expected: Parts, allowed: Parts) -> WrongPart | None:
    for index, (part, value, limit) in enumerate(zip(got, expected, allowed, strict=True)):
        if part.shape != value.shape:
            return WrongPart(index, "shape")
        if not bool(torch.isfinite(part).all()):
            return WrongPart(index, "finite")
        if not bool(((part - value).abs() <= limit).all()):
            return WrongPart(index, "value")
    return None


def _disagreement(
    question: Question,
    point: Point,
    got: Parts,
    right: Expected,
    fault: WrongPart,
    limit: torch.Tensor,
    mistake: str | None,
    advice: str | None,
) -> CheckFailed:
    part, value, error = got[fault.part], right.values[fault.part], right.errors[fault.part]
    which = "" if len(got) == 1 else f"part {fault.part}: "
    if question.labels:
        which = f"{question.labels(point)[fault.part]}: "
    if fault.why == "shape":
        if part.numel() == value.numel() and _fault((part.reshape(value.shape),), (value,), (limit,)) is None:
            advice = advice or f"The numbers are right, and their shape is not: make it {wording.shape(value.shape)}."
        return question.failed(
            point,
            got=f"{which}a tensor of shape {wording.shape(part.shape)}",
            expected=f"{which}a tensor of shape {wording.shape(value.shape)}",
            mistake=mistake,
            do=advice or question.do or "Compare the shape of what you return with the shape that the question states.",
        )
    entry, right_entry, where = part, value, ""
    if value.dim() and value.numel() > 1:
        # comparing with `not <=` so that a NaN counts as the worst entry
        distance = torch.where(torch.isfinite(part), (part - value).abs(), torch.inf)
        if question.in_order:
            # 1 where the entry is wrong, and argmax takes the first of them
            distance = (distance > right.allowed(torch.float64, question.rtol)[fault.part]).double()
        # not torch.unravel_index, which imports sympy: half a second at a student's first wrong answer
        index = tuple(int(i) for i in np.unravel_index(int(distance.argmax()), distance.shape))
        entry, right_entry = part[index], value[index]
        where = f", entry {list(index)}: {{}} against {{}}"
    digits = wording.digits_apart(entry, right_entry)
    where = where.format(wording.number(float(entry), digits), wording.number(float(right_entry), digits))
    # what is smaller than its own error is zero, and its digits differ from machine to machine
    value = torch.where(value.abs() <= error, 0.0, value)
    shown, wanted = wording.numbers(part, digits), wording.numbers(value, digits)
    if len(got) > 1 and not question.labels and not any(part.dim() for part in (*got, *right.values)):
        # a few plain numbers are shown together: that tells which are swapped
        which, shown, wanted = "", wording.tuple_of(got, digits), wording.tuple_of(right.values, digits)
    if fault.why == "finite":
        advice = "Look for 0/0, an overflow, or a log, root or power outside its domain."
    bound = float(error.max()) if error.numel() else 0.0
    margin = f" ± {wording.number(bound, 1)}" if bound else ""
    return question.failed(
        point,
        got=f"{which}{shown}{where}",
        expected=f"{which}{wanted}{margin}" + (f" by {question.source}" if question.answer else ""),
        mistake=mistake,
        do=advice or question.do,
    )

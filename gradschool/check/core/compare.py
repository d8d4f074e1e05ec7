"""Comparing answers with what is right: structure first, then numbers within a stated tolerance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy
import torch

from gradschool.check.core import wording
from gradschool.check.core.ask import Reply
from gradschool.check.core.message import CheckFailed
from gradschool.check.core.structure import SEQUENCES, TENSORS, has_none
from gradschool.diagnose import Evidence, advice_on_values, as_parts, name_mistake
from gradschool.diagnose.evidence import Parts
from gradschool.diagnose.from_observations import why_none

# share of the size of the right value: far above honest rounding, far below any named mistake
RTOL = {torch.float64: 1e-7, torch.float32: 2e-4, torch.bfloat16: 5e-2, torch.float16: 1e-2}


# where the right value is zero and nothing gives it a scale
FLOOR = 1e-9
# coarse on purpose: the last digits of a rounding error differ from machine to machine
LADDER = (1e-12, 1e-9, 1e-6, 1e-3, 1.0)


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


def tensors_of(reply: Reply, shapes: Sequence[tuple[int, ...]], question: Question, point: tuple) -> Parts:
    """The answer as a tuple with one tensor for each input; raises CheckFailed on a wrong type or dtype."""
    one = len(shapes) == 1
    wanted = _wanted(question, shapes)
    if has_none(reply.value):
        raise nothing_returned(reply, question, point, wanted)
    parts = (reply.value,) if one else reply.value
    if not one and (type(parts) not in SEQUENCES or len(parts) != len(shapes)):
        raise question.failed(
            point,
            got=wording.value(reply.value),
            expected=wanted,
            do=f"Return a {question.container} of {len(shapes)} tensors.",
        )
    for index, part in enumerate(parts):
        which = "" if one else f"part {index}: "
        if type(part) not in TENSORS:
            mistake = "PYTHON_NUMBER" if type(part) in (int, float) else None
            got = f"{which}{wording.value(part)}, a {type(part).__name__}"
            packed = one and type(part) in SEQUENCES and len(part) == 1
            do = "Return what is inside: autograd.grad gives a tuple." if packed else "Return a tensor."
            raise question.failed(point, got=got, expected=wanted, mistake=mistake, do=do)
        if part.dtype not in question.dtypes:
            raise question.failed(
                point,
                got=f"{which}{wording.value(part)}",
                expected=wanted,
                do=_about_dtype(part.dtype, point),
            )
    return tuple(parts)


def _about_dtype(dtype: torch.dtype, point: tuple) -> str:
    if any(isinstance(arg, torch.Tensor) and arg.dtype == dtype for arg in point):
        return "Convert the input to the type that is asked for before you compute: x.to(torch.float64)."
    return "Keep the type of the input: a tensor made without dtype=… is float32."


def nothing_returned(reply: Reply, question: Question, point: tuple, wanted: str) -> CheckFailed:
    """The error for an answer that is None or holds None."""
    mistake, advice = why_none(reply)
    return question.failed(point, got=wording.value(reply.value), expected=wanted, mistake=mistake, do=advice)


def _wanted(question: Question, shapes) -> str:
    names = " or ".join(str(dtype).removeprefix("torch.") for dtype in question.dtypes)
    if len(shapes) == 1:
        return f"a {names} tensor of shape {wording.shape(shapes[0])}"
    sizes = ", ".join(wording.shape(shape) for shape in shapes)
    return f"a {question.container} of {len(shapes)} {names} tensors, of shapes {sizes}"


def compare(
    question: Question,
    points: list[tuple],
    answers: list[Parts],
    expected: list[Expected],
    added: Sequence[int] = (),
    events: Sequence[tuple[str, ...]] = (),
    then: Callable[[], None] | None = None,
) -> None:
    """Raise CheckFailed at the first point that disagrees; print one line if none does.

    `added` says how many backward passes of each call added to a filled `.grad`, `events` what the call did in what
    order, where that is known. `then` looks at what else must be right; it is called before the line is printed.
    """
    dtypes = [_least_precise(answer) for answer in answers]
    got = [as_parts(answer) for answer in answers]
    allowed = [right.allowed(dtype, question.rtol) for right, dtype in zip(expected, dtypes, strict=True)]
    worst = 0.0
    for k, right in enumerate(expected):
        fault = _fault(got[k], right.values, allowed[k])
        if fault is not None:
            evidence = Evidence(
                question.kind,
                question.of,
                points,
                got,
                [right.values for right in expected],
                allowed,
                added,
                question.counterfactuals,
                events,
            )
            mistake = name_mistake(evidence)
            advice = None if mistake else advice_on_values(evidence, question.resembles)
            limit = allowed[k][fault.part]
            raise _disagreement(question, points[k], got[k], right, fault, limit, mistake, advice)
        distances = [
            (part - value).abs().max() for part, value in zip(got[k], right.values, strict=True) if part.numel()
        ]
        worst = max([worst, *map(float, distances)])
    if then is not None:
        then()
    if question.answer is None:
        print(f"{question.source} is right")
        return
    count = f"{len(points)} point" + ("s" if len(points) != 1 else "")
    margin = next((f", every error under {step:g}" for step in LADDER if worst < step), "")
    print(f"{wording.name_of(question.answer)} agrees with {question.source} at {count}{margin if any(got) else ''}")


def _least_precise(answer: Parts) -> torch.dtype:
    """The type that sets the tolerance: the coarsest floating type among the parts."""
    return max((part.dtype for part in answer if part.dtype in RTOL), key=RTOL.get, default=torch.float64)


@dataclass(frozen=True)
class Fault:
    """The first part that is wrong, and why: "shape", "finite" or "value"."""

    part: int
    why: str


def _fault(got: Parts, expected: Parts, allowed: Parts) -> Fault | None:
    for index, (part, value, limit) in enumerate(zip(got, expected, allowed, strict=True)):
        if part.shape != value.shape:
            return Fault(index, "shape")
        if not bool(torch.isfinite(part).all()):
            return Fault(index, "finite")
        if not bool(((part - value).abs() <= limit).all()):
            return Fault(index, "value")
    return None


def _disagreement(question, point, got: Parts, right: Expected, fault: Fault, limit, mistake, advice) -> CheckFailed:
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
        index = tuple(int(i) for i in numpy.unravel_index(int(distance.argmax()), distance.shape))
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

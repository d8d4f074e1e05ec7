"""Match an answer with what is right, part by part: types must be equal, and numbers are left to compare."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from gradschool.check.core import wording
from gradschool.check.core.ask import Reply
from gradschool.check.core.check_failed import CheckFailed
from gradschool.check.core.question import Expected, Point, Question, exactly
from gradschool.diagnose.evidence import Parts
from gradschool.diagnose.from_observations import why_none

TENSORS = (torch.Tensor, torch.nn.Parameter)
NUMBERS = (int, float, np.float64, np.float32, np.int64, np.int32)
SEQUENCES = (list, tuple)
ONE_NUMBER = "Return a Python number or a tensor of shape ()."


class Mismatch(Exception):
    """Two values differ in type, length, keys, or in something that is no number."""

    def __init__(self, got: str, wanted: str, mistake: str | None = None, do: str | None = None) -> None:
        super().__init__(got, wanted)
        self.got, self.wanted, self.mistake, self.do = got, wanted, mistake, do


def has_none(value: Any) -> bool:
    """Return whether `value` is None, or a list or tuple that holds None somewhere."""
    return value is None or (type(value) in SEQUENCES and any(has_none(item) for item in value))


def as_number(value: Any) -> float | None:
    """Return `value` as a float if it is one number (Python's, NumPy's or a real tensor of shape ()), else None."""
    if type(value) in NUMBERS:
        return float(value)
    is_number = type(value) in TENSORS and value.dim() == 0 and not value.dtype.is_complex
    return float(value) if is_number and value.dtype != torch.bool else None


def matched(got: object, right: object, question: Question, point: Point) -> tuple[Parts, Expected]:
    """Return the numbers and tensors of an answer of any structure, and the right ones in the same places.

    With the question's `one_scale`, all are measured by the largest right one. Raises CheckFailed where the structures
    differ, and where what is no number does.
    """
    try:
        pairs = list(_pairs(got, right))
    except Mismatch as fault:
        details = {"do": fault.do} if fault.do else {}
        raise question.failed(point, got=fault.got, expected=fault.wanted, mistake=fault.mistake, **details) from None
    expected = exactly(_as_tensor(theirs) for _, theirs in pairs)
    sizes = [float(value.abs().max()) for value in expected.values if question.one_scale and value.numel()]
    return tuple(_as_tensor(mine) for mine, _ in pairs), replace(expected, natural=max(sizes, default=0.0))


def _as_tensor(entry: float | torch.Tensor) -> torch.Tensor:
    """Return a number as a float64 tensor (PyTorch's default would round it to float32), a tensor as it is."""
    return entry if isinstance(entry, torch.Tensor) else torch.tensor(entry, dtype=torch.float64)


def _pairs(got: Any, expected: Any, where: str = "") -> Iterator[tuple[float | torch.Tensor, float | torch.Tensor]]:
    """Yield the numbers and tensors of `got` and `expected` that stand in the same place, `where` in the whole.

    Raises Mismatch where the values have another structure, or differ in text, bool or None.
    """
    prefix = f"{where}: " if where else ""
    if type(expected) in TENSORS:
        yield _tensor(got, expected, prefix), expected
    elif type(expected) in NUMBERS:
        number = as_number(got)
        if number is None:
            raise Mismatch(
                f"{prefix}{wording.value(got)}, a {type(got).__name__}", f"{prefix}one number", do=ONE_NUMBER
            )
        yield number, float(expected)
    elif type(expected) in SEQUENCES:
        if type(got) not in SEQUENCES or len(got) != len(expected):
            kind = "a tuple" if type(expected) is tuple else "a list"
            raise Mismatch(f"{prefix}{wording.value(got)}", f"{prefix}{kind} of {len(expected)}")
        for index, (mine, right) in enumerate(zip(got, expected, strict=True)):
            yield from _pairs(mine, right, f"{where}[{index}]" if where else f"part {index}")
    elif type(expected) is dict:
        if type(got) is not dict or set(got) != set(expected):
            mine = f"a dict with the keys {wording.value(list(got))}" if type(got) is dict else wording.value(got)
            raise Mismatch(f"{prefix}{mine}", f"{prefix}a dict with the keys {wording.value(list(expected))}")
        for key, right in expected.items():
            yield from _pairs(got[key], right, f"{where}[{key!r}]")
    elif type(got) is not type(expected) or got != expected:
        raise Mismatch(f"{prefix}{wording.value(got)}", f"{prefix}{wording.value(expected)}")


def _tensor(got: object, expected: torch.Tensor, prefix: str) -> torch.Tensor:
    """Return `got` if it is a tensor of the expected type; its shape is compared later, with the values."""
    dtype = str(expected.dtype).removeprefix("torch.")
    wanted = f"{prefix}a {dtype} tensor of shape {wording.shape(expected.shape)}"
    if not isinstance(got, torch.Tensor) or type(got) not in TENSORS:
        mistake = "PYTHON_NUMBER" if type(got) in (int, float) else None
        raise Mismatch(f"{prefix}{wording.value(got)}, a {type(got).__name__}", wanted, mistake, "Return a tensor.")
    if got.dtype != expected.dtype:
        advice = "Keep the type of the input: a tensor made without dtype=… is float32."
        raise Mismatch(f"{prefix}{wording.value(got)}", wanted, do=advice)
    return got


def tensors_of(reply: Reply, shapes: Sequence[tuple[int, ...]], question: Question, point: Point) -> Parts:
    """Return the answer as a tuple of tensors, one for each of `shapes`; raises CheckFailed on a wrong type or dtype.

    Whether each has its shape is not looked at.
    """
    value: Any = reply.value
    one = len(shapes) == 1
    wanted = _wanted(question, shapes)
    if has_none(value):
        raise nothing_returned(reply, question, point, wanted)
    parts = (value,) if one else value
    if not one and (type(parts) not in SEQUENCES or len(parts) != len(shapes)):
        raise question.failed(
            point,
            got=wording.value(value),
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


def _about_dtype(dtype: torch.dtype, point: Point) -> str:
    if any(isinstance(arg, torch.Tensor) and arg.dtype == dtype for arg in point):
        return "Convert the input to the type that is asked for before you compute: x.to(torch.float64)."
    return "Keep the type of the input: a tensor made without dtype=… is float32."


def nothing_returned(reply: Reply, question: Question, point: Point, wanted: str) -> CheckFailed:
    """Return the error for an answer that is None or holds None."""
    mistake, advice = why_none(reply)
    return question.failed(point, got=wording.value(reply.value), expected=wanted, mistake=mistake, do=advice)


def _wanted(question: Question, shapes: Sequence[tuple[int, ...]]) -> str:
    names = " or ".join(str(dtype).removeprefix("torch.") for dtype in question.dtypes)
    if len(shapes) == 1:
        return f"a {names} tensor of shape {wording.shape(shapes[0])}"
    sizes = ", ".join(wording.shape(shape) for shape in shapes)
    return f"a {question.container} of {len(shapes)} {names} tensors, of shapes {sizes}"

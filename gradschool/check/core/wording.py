"""How values are written in messages: short, exact about type, and the same on every machine."""

import re
from collections.abc import Iterable
from typing import Any

import torch

from gradschool.check.core.check_failed import clip

FEW = 9
UNKNOWN = "your function"


def number(value: float, digits: int = 6) -> str:
    """Write a number with `digits` significant digits."""
    return f"{value + 0.0:.{digits}g}"  # no minus zero


def shape(size: tuple[int, ...]) -> str:
    """Write a shape as PyTorch does: (2, 3), (4,) or ()."""
    return str(tuple(size))


def numbers(tensor: torch.Tensor, digits: int = 6) -> str:
    """Write the entries of a small tensor, or the shape of a large one."""
    if tensor.numel() > FEW:
        return f"tensor of shape {shape(tensor.shape)}"
    entries = tensor.detach().to("cpu", torch.float64)
    return _nested(entries.tolist(), digits)


def tuple_of(tensors: Iterable[torch.Tensor], digits: int = 6) -> str:
    """Write tensors of shape () as a tuple of numbers."""
    return f"({', '.join(numbers(tensor, digits) for tensor in tensors)})"


def digits_apart(left: torch.Tensor, right: torch.Tensor) -> int:
    """Return how many digits, six at least, show that two numbers differ."""
    differ = (n for n in range(6, 17) if number(float(left), n) != number(float(right), n))
    return next(differ, 17)


def _nested(entries: Any, digits: int) -> str:
    if isinstance(entries, list):
        return "[" + ", ".join(_nested(entry, digits) for entry in entries) + "]"
    return number(entries, digits)


def value(got: Any) -> str:
    """Write any value that a student's function returned."""
    if isinstance(got, torch.Tensor):
        if got.dtype.is_complex or got.dtype == torch.bool or got.is_sparse:
            return clip(str(got.detach()))
        suffix = "" if got.dtype == torch.float64 else f", dtype={str(got.dtype).removeprefix('torch.')}"
        if got.numel() > FEW:
            return numbers(got) + suffix
        # the point tells a float from an integer, as in PyTorch's own repr
        entries = (
            re.sub(r"(?<![\d.e+-])(-?\d+)(?=[,\])]|$)", r"\1.", numbers(got))
            if got.is_floating_point()
            else numbers(got)
        )
        return clip(f"tensor({entries}{suffix})")
    if isinstance(got, tuple | list):
        opening, closing = "()" if isinstance(got, tuple) else "[]"
        inside = ", ".join(value(item) for item in got[:FEW]) + (", …" if len(got) > FEW else "")
        comma = "," if isinstance(got, tuple) and len(got) == 1 else ""
        return clip(f"{opening}{inside}{comma}{closing}")
    if type(got) is dict:
        inside = ", ".join(f"{key!r}: {value(item)}" for key, item in list(got.items())[:FEW])
        return clip(f"{{{inside}{', …' if len(got) > FEW else ''}}}")
    if type(got) is float:
        return f"{got:.1f}" if got.is_integer() and abs(got) < 1e6 else number(got, 10)
    if callable(got):
        return "a function" if name_of(got) == UNKNOWN else f"the function {name_of(got)}"
    return clip(repr(got))


def name_of(function: object) -> str:
    """Return the name of a function, `your function` if it has none."""
    name: str = getattr(function, "__name__", UNKNOWN)
    return name.replace("<lambda>", UNKNOWN)


def call(function: object, args: tuple[Any, ...]) -> str:
    """Write a call as the student would type it, 0-dim tensors as tensor(2.)."""
    shown = [name_of(arg) if callable(arg) and not isinstance(arg, torch.Tensor) else value(arg) for arg in args]
    return clip(f"{name_of(function)}({', '.join(shown)})")

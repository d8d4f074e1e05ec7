"""How values are written in messages: short, exact about type, and the same on every machine."""

import re
from collections.abc import Callable

import torch

from gradschool.check.core.message import clip

FEW = 9
UNKNOWN = "your function"


def number(value: float, digits: int = 6) -> str:
    """A number with `digits` significant digits."""
    return f"{value + 0.0:.{digits}g}"  # no minus zero


def shape(size: tuple[int, ...]) -> str:
    """A shape as PyTorch writes it: (2, 3), (4,) or ()."""
    return str(tuple(size))


def numbers(tensor: torch.Tensor, digits: int = 6) -> str:
    """The entries of a small tensor, or what can be said of a large one."""
    if tensor.numel() > FEW:
        return f"tensor of shape {shape(tensor.shape)}"
    entries = tensor.detach().to("cpu", torch.float64)
    return _nested(entries.tolist(), digits)


def tuple_of(tensors, digits: int = 6) -> str:
    """Tensors of shape () as a tuple of numbers."""
    return f"({', '.join(numbers(tensor, digits) for tensor in tensors)})"


def digits_apart(left: torch.Tensor, right: torch.Tensor) -> int:
    """How many digits, six at least, show that two numbers differ."""
    differ = (n for n in range(6, 17) if number(float(left), n) != number(float(right), n))
    return next(differ, 17)


def _nested(entries, digits: int) -> str:
    if isinstance(entries, list):
        return "[" + ", ".join(_nested(entry, digits) for entry in entries) + "]"
    return number(entries, digits)


def value(got) -> str:
    """Any value that came back from a student's function."""
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
    if isinstance(got, Callable):
        return "a function" if name_of(got) == UNKNOWN else f"the function {name_of(got)}"
    return clip(repr(got))


def name_of(function) -> str:
    """The name a function is known by, `your function` when it has none."""
    return getattr(function, "__name__", UNKNOWN).replace("<lambda>", UNKNOWN)


def call(function, args: tuple) -> str:
    """The call as the student would type it, 0-dim tensors written as tensor(2.)."""
    shown = [name_of(arg) if callable(arg) and not isinstance(arg, torch.Tensor) else value(arg) for arg in args]
    return clip(f"{name_of(function)}({', '.join(shown)})")

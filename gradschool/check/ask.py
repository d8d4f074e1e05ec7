"""Calling a student's function: the only place where a check runs code that it did not write."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import torch

from gradschool.check import show
from gradschool.check.failure import CheckFailed
from gradschool.diagnose.from_errors import advice_on_error, name_of_error
from gradschool.facts import Facts, Watch, facts


@dataclass(frozen=True)
class Reply:
    """What one call gave back, and what it asked of autograd on the way.

    `inputs` holds the graph facts, after the call, of each argument that is a tensor (None elsewhere).
    """

    value: object
    backward_passes: int
    empty_grad_reads: int
    inputs: tuple[Facts | None, ...]


def as_inputs(point, device=None) -> tuple:
    """A point as a tuple of arguments: Python floats become float64 tensors of shape ()."""
    items = point if isinstance(point, tuple) else (point,)
    return tuple(_as_input(item, device) for item in items)


def _as_input(item, device):
    if type(item) in (int, float):
        return torch.tensor(float(item), dtype=torch.float64, device=device)
    if isinstance(item, torch.Tensor):
        return item.detach().to(device or item.device)
    return item


def fresh(args: tuple) -> tuple:
    """Copies of `args`, so that nothing a call does to them reaches the next call."""
    return tuple(arg.detach().clone() if isinstance(arg, torch.Tensor) else arg for arg in args)


def ask(answer: Callable, args: tuple, read: str | None = None) -> Reply:
    """Call `answer(*args)` on fresh copies of the arguments.

    Raises CheckFailed, with the student's own exception as its cause, when the call raises.
    """
    if not callable(answer):
        raise CheckFailed(
            "this check needs a function",
            got=f"{show.value(answer)}, a {type(answer).__name__}",
            do="Keep the `def` line of the answer cell, and do not reuse its name for a value.",
            read=read,
        )
    handed = fresh(args)
    try:
        # a warning would land on stderr, where nbgrader takes the mark for it
        with warnings.catch_warnings(action="ignore"), Watch() as seen:
            value = answer(*handed)
    except Exception as error:
        raise _raised(answer, args, error, read) from error
    inputs = tuple(facts(arg) if isinstance(arg, torch.Tensor) else None for arg in handed)
    return Reply(value, seen.backward_passes, seen.empty_grad_reads, inputs)


def _raised(answer, args, error: Exception, read) -> CheckFailed:
    name = show.name_of(answer)
    if isinstance(error, NotImplementedError):
        return CheckFailed(
            f"{name} is not written yet",
            do="Replace `raise NotImplementedError` in the answer cell, run that cell, then run this one again.",
            read=read,
        )
    lines = str(error).strip().splitlines()
    return CheckFailed(
        f"{name} raised {type(error).__name__}",
        call=show.call(answer, args),
        got=f"{type(error).__name__}: {lines[0] if lines else 'no message'}",
        mistake=name_of_error(error),
        do=advice_on_error(error),
        read=read,
    )

"""Calling a student's function: the only place where a check runs code that it did not write."""

import sys
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import nullcontext, redirect_stderr
from dataclasses import dataclass
from functools import wraps

import torch

from gradschool.check.core import wording
from gradschool.check.core.arguments import fresh, tensors_in
from gradschool.check.core.message import CheckFailed, clip
from gradschool.diagnose.from_exceptions import advice_on_error, name_of_error
from gradschool.diagnose.from_observations import (
    why_changed,
    why_constant,
    why_no_grad,
    why_not_recorded,
    why_unreached,
)
from gradschool.observe.saved_bytes import SavedBytes
from gradschool.observe.tensor_facts import Facts, facts
from gradschool.observe.watch import Watch

NO_GRADIENT = "The .grad of one of the tensors that came in is None: it has no gradient, so leave it out."


@dataclass(frozen=True)
class Reply:
    """What one call gave back, and what it asked of autograd on the way, counted as in `Watch`.

    `inputs` holds the graph facts, after the call, of each argument that is a tensor (None elsewhere),
    `returned` those of the tensors in `value`, in order; `calls` says how often each argument that is a
    function was called, where `ask` was told to count. `after` holds what each argument that is a tensor
    contains after the call, and `parts` facts and contents of every tensor in the arguments, those in lists and tuples
    too. `held_bytes` is what graphs still keep while the value is alive, `peak_bytes` the
    most they kept during the call (as in `gradschool.observe.saved_bytes.SavedBytes`), where `ask` was told to weigh.
    """

    value: object
    backward_passes: int
    empty_grad_reads: int
    nonleaf_grad_reads: int
    constant_grad_reads: int
    inputs: tuple[Facts | None, ...]
    converted_grad_reads: int = 0
    returned_grads: int = 0
    cuts: int = 0
    returned: tuple[Facts, ...] = ()
    cleared_grad_reads: int = 0
    events: tuple[str, ...] = ()
    calls: tuple[int | None, ...] = ()
    after: tuple[torch.Tensor | None, ...] = ()
    held_bytes: int = 0
    peak_bytes: int = 0
    rebound_grad_reads: int = 0
    recorded_passes: int = 0
    largest: int = 0
    adding_passes: int = 0
    parts: tuple[tuple[Facts, torch.Tensor], ...] = ()


class Elsewhere(ABC):
    """A student's function that lives in another process."""

    @abstractmethod
    def ask(self, args: tuple, seen: Watch, count: bool, weigh: bool) -> Reply:
        """What `call` does, there; an exception comes back with its rendered traceback in `told_elsewhere`.

        What the reply and `seen` say besides the value rests on the word of that process.
        """


def ask(answer: Callable, args: tuple, read: str | None = None, count: bool = False, weigh: bool = False) -> Reply:
    """Call `answer(*args)` on fresh copies of the arguments; with `count`, count the calls of those that are functions.

    With `weigh`, count the bytes that graphs keep; torch.func does not work in a call that is weighed.

    Raises CheckFailed, with the student's own exception as its cause, when the call raises.
    """
    if not callable(answer):
        raise CheckFailed(
            "this check needs a function",
            got=f"{wording.value(answer)}, a {type(answer).__name__}",
            do="Keep the `def` line of the answer cell, and do not reuse its name for a value.",
            read=read,
        )
    seen = Watch()
    given = any(part.is_leaf and part.grad is not None for part in tensors_in(fresh(args)))
    try:
        if isinstance(answer, Elsewhere):
            return answer.ask(args, seen, count, weigh)
        return call(answer, args, seen, count, weigh)
    except Exception as error:
        raise _raised(answer, args, error, read, seen, given) from error


def call(answer: Callable, args: tuple, seen: Watch, count: bool = False, weigh: bool = False) -> Reply:
    """What `ask` does in the process where the student's code runs: call `answer` on copies of `args` under `seen`."""
    handed, graphs = fresh(args), SavedBytes()
    parts = tensors_in(handed)
    calls = [0 if callable(arg) and not isinstance(arg, torch.Tensor) else None for arg in handed]
    if count:
        handed = tuple(arg if calls[k] is None else _counted(arg, calls, k) for k, arg in enumerate(handed))
    # nbgrader takes the mark for anything on stderr, such as a warning or a progress bar
    with warnings.catch_warnings(action="ignore"), redirect_stderr(sys.stdout), seen:
        with graphs if weigh else nullcontext():
            value = answer(*handed)
    held = graphs.held
    returned = tuple(facts(part) for part in tensors_in(value))
    value = _as_it_is_now(value)
    inputs = tuple(facts(arg) if isinstance(arg, torch.Tensor) else None for arg in handed)
    return Reply(
        value,
        seen.backward_passes,
        seen.empty_grad_reads,
        seen.nonleaf_grad_reads,
        seen.constant_grad_reads,
        inputs,
        seen.converted_grad_reads,
        seen.returned_grads,
        seen.cuts,
        returned,
        seen.cleared_grad_reads,
        tuple(seen.events),
        tuple(calls) if count else (),
        tuple(arg.detach().clone() if isinstance(arg, torch.Tensor) else None for arg in handed),
        held,
        graphs.peak,
        seen.rebound_grad_reads,
        seen.recorded_passes,
        seen.largest,
        seen.adding_passes,
        tuple((facts(part), part.detach().clone()) for part in parts),
    )


def _counted(function: Callable, calls: list, place: int) -> Callable:
    """`function`, which from now on adds each call of it to `calls[place]`."""

    @wraps(function)
    def counted(*args, **kwargs):
        __tracebackhide__ = True  # no frame of a student's
        calls[place] += 1
        return function(*args, **kwargs)

    return counted


def _as_it_is_now(value):
    """`value` with its tensors copied: a later call may change them in place, as backward() does with .grad."""
    if isinstance(value, torch.Tensor):
        with torch.no_grad():  # elsewhere a view that was changed under no_grad refuses even this
            return value.detach().clone()
    if type(value) in (list, tuple):
        return type(value)(_as_it_is_now(item) for item in value)
    if type(value) is dict:
        return {key: _as_it_is_now(item) for key, item in value.items()}
    return value


def _raised(answer, args, error: Exception, read, seen: Watch, given: bool) -> CheckFailed:
    name = wording.name_of(answer)
    if isinstance(error, NotImplementedError):
        return CheckFailed(
            f"{name} is not written yet",
            do="Replace `raise NotImplementedError` in the answer cell, run that cell, then run this one again.",
            read=read,
        )
    mistake, advice = name_of_error(error), advice_on_error(error)
    if "NoneType" in str(error):
        mistake, advice = why_no_grad(seen) or (mistake, advice)
        if mistake == "NO_BACKWARD" and given:
            # gradients came in with the arguments: nobody asked for a backward pass
            mistake, advice = None, NO_GRADIENT
        if "'zero_'" in str(error) and not seen.backward_passes:
            # cleared before the first pass, when nothing is there yet
            mistake, advice = None, advice_on_error(error)
    mistake = why_changed(error, seen) or mistake or why_not_recorded(error, seen) or why_unreached(error, seen)
    advice = why_constant(error, seen) or advice
    return CheckFailed(
        f"{name} raised {type(error).__name__}",
        call=wording.call(answer, args),
        got=raised(error),
        mistake=mistake,
        do=advice,
        read=read,
    )


def raised(error: BaseException) -> str:
    """An exception as a message shows it."""
    lines = str(error).strip().splitlines()
    return clip(f"{type(error).__name__}: {lines[0] if lines else 'no message'}", 120)

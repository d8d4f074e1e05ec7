"""Call a student's function: the only place where a check runs code that it did not write."""

import sys
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import nullcontext, redirect_stderr
from dataclasses import dataclass
from functools import wraps
from typing import Any

import torch

from gradschool.check.core import wording
from gradschool.check.core.arguments import fresh, tensors_in
from gradschool.check.core.check_failed import CheckFailed, clip
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


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What one call returned, and what it did on the way.

    The counts and `events` are those of `gradschool.observe.watch.Watch`.

    Attributes
    ----------
    value : object
        What the call returned, its tensors copied.
    returned : tuple of Facts
        The graph facts of the tensors in `value`, in order.
    parts : tuple of pairs (Facts, tensor)
        Graph facts and contents, after the call, of every tensor among the arguments, those in lists and tuples too.
    calls : tuple of int or None
        How often each argument that is a function was called (None for the others), where `ask` was told to count.
    held_bytes, peak_bytes : int
        What graphs still keep while the value is alive, and the most they kept during the call, where `ask` was told to
        weigh (`gradschool.observe.saved_bytes.SavedBytes`).
    """

    value: object
    returned: tuple[Facts, ...] = ()
    parts: tuple[tuple[Facts, torch.Tensor], ...] = ()
    calls: tuple[int | None, ...] = ()
    held_bytes: int = 0
    peak_bytes: int = 0
    backward_passes: int = 0
    adding_passes: int = 0
    recorded_passes: int = 0
    returned_grads: int = 0
    empty_grad_reads: int = 0
    nonleaf_grad_reads: int = 0
    converted_grad_reads: int = 0
    constant_grad_reads: int = 0
    cleared_grad_reads: int = 0
    rebound_grad_reads: int = 0
    cuts: int = 0
    largest: int = 0
    events: tuple[str, ...] = ()


class Elsewhere(ABC):
    """A student's function that lives in another process."""

    @abstractmethod
    def ask(self, args: tuple[Any, ...], seen: Watch, count: bool, weigh: bool) -> Reply:
        """Do there what `call` does here; an exception comes back with its rendered traceback in `told_elsewhere`.

        What the reply and `seen` say besides the value rests on the word of that process.
        """


def ask(
    answer: object, args: tuple[Any, ...], read: str | None = None, *, count: bool = False, weigh: bool = False
) -> Reply:
    """Call `answer(*args)` on fresh copies of the arguments.

    count: whether to count the calls of arguments that are functions. weigh: whether to count the bytes that graphs
    keep; torch.func does not work in a call that is weighed.

    Raises CheckFailed if `answer` is no function, and if the call raises, with the student's exception as its cause.
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


def call(
    answer: Callable[..., object], args: tuple[Any, ...], seen: Watch, count: bool = False, weigh: bool = False
) -> Reply:
    """Call `answer` on copies of `args` under `seen`: the part of `ask` that runs where the student's code runs."""
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
    return Reply(
        value=_as_it_is_now(value),
        returned=returned,
        parts=tuple((facts(part), part.detach().clone()) for part in parts),
        calls=tuple(calls) if count else (),
        held_bytes=held,
        peak_bytes=graphs.peak,
        backward_passes=seen.backward_passes,
        adding_passes=seen.adding_passes,
        recorded_passes=seen.recorded_passes,
        returned_grads=seen.returned_grads,
        empty_grad_reads=seen.empty_grad_reads,
        nonleaf_grad_reads=seen.nonleaf_grad_reads,
        converted_grad_reads=seen.converted_grad_reads,
        constant_grad_reads=seen.constant_grad_reads,
        cleared_grad_reads=seen.cleared_grad_reads,
        rebound_grad_reads=seen.rebound_grad_reads,
        cuts=seen.cuts,
        largest=seen.largest,
        events=tuple(seen.events),
    )


def _counted(function: Callable[..., object], calls: list[int | None], place: int) -> Callable[..., object]:
    """Return `function` so that each call of it is added to `calls[place]`."""

    @wraps(function)
    def counted(*args: Any, **kwargs: Any) -> object:
        __tracebackhide__ = True  # no frame of a student's
        calls[place] = (calls[place] or 0) + 1
        return function(*args, **kwargs)

    return counted


def _as_it_is_now(value: Any) -> Any:
    """Return `value` with its tensors copied: a later call may change them in place, as backward() does with .grad."""
    if isinstance(value, torch.Tensor):
        with torch.no_grad():  # elsewhere a view that was changed under no_grad refuses even this
            return value.detach().clone()
    if type(value) in (list, tuple):
        return type(value)(_as_it_is_now(item) for item in value)
    if type(value) is dict:
        return {key: _as_it_is_now(item) for key, item in value.items()}
    return value


def _raised(
    answer: object, args: tuple[Any, ...], error: Exception, read: str | None, seen: Watch, given: bool
) -> CheckFailed:
    """Return the error for a call that raised; `given` says whether gradients came in with the arguments."""
    name = wording.name_of(answer)
    if isinstance(error, NotImplementedError):
        return CheckFailed(
            f"{name} is not written yet",
            do="Replace `raise NotImplementedError` in the answer cell, run that cell, then run this one again.",
            read=read,
        )
    mistake: str | None = name_of_error(error)
    advice: str | None = advice_on_error(error)
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
    """Return an exception as a message shows it."""
    lines = str(error).strip().splitlines()
    return clip(f"{type(error).__name__}: {lines[0] if lines else 'no message'}", 120)

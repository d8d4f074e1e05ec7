"""Mistakes that show in what a call asked of autograd, if it returned None or stopped with an error."""

import re
from typing import Protocol, TypeAlias

from gradschool.observe.loop_events import REBIND
from gradschool.observe.watch import Watch

Finding: TypeAlias = tuple[str | None, str | None]  # the name of a mistake, or advice


class Counts(Protocol):
    """What a call asked of autograd, in the counts that `gradschool.observe.watch.Watch` and a check's reply share."""

    @property
    def backward_passes(self) -> int: ...
    @property
    def returned_grads(self) -> int: ...
    @property
    def recorded_passes(self) -> int: ...
    @property
    def empty_grad_reads(self) -> int: ...
    @property
    def nonleaf_grad_reads(self) -> int: ...
    @property
    def converted_grad_reads(self) -> int: ...
    @property
    def constant_grad_reads(self) -> int: ...
    @property
    def cleared_grad_reads(self) -> int: ...
    @property
    def rebound_grad_reads(self) -> int: ...
    @property
    def cuts(self) -> int: ...


_CHANGED = r"modified by an inplace operation"
_SINGULAR = r"the input matrix is singular|input is singular"
CONSTANT = "A derivative that does not depend on the input has no graph: the next derivative is zero, without a pass."
_NO_WAY = r"element 0 of tensors does not require grad|appears to not have been used in the graph"


def why_none(asked: Counts) -> Finding:
    """Say why a call returned None: the name of the mistake and None, or None and advice."""
    if found := why_no_grad(asked):
        return found
    if asked.backward_passes:
        return None, "The `return` line is missing, or you return what backward() gives: None. Gradients are in .grad."
    return None, "The way that this call takes through your function ends without a `return` line."


def why_no_grad(asked: Counts) -> Finding | None:
    """Say why a .grad that the call read was None, in the form of `why_none`; None if it read no such .grad."""
    if asked.rebound_grad_reads:
        return "REBOUND_LEAF", None
    if asked.nonleaf_grad_reads:
        return "DEVICE_NONLEAF" if asked.converted_grad_reads == asked.nonleaf_grad_reads else "NONLEAF_GRAD", None
    if asked.empty_grad_reads and not asked.backward_passes:
        return "NO_BACKWARD", None
    if asked.cleared_grad_reads:
        return "ZERO_TOO_LATE", None
    if asked.empty_grad_reads and asked.backward_passes == asked.returned_grads:
        return None, "autograd.grad returns the gradients and leaves .grad empty: use what it returns."
    if asked.empty_grad_reads and asked.cuts:
        return "GRAPH_CUT", None
    if asked.empty_grad_reads:
        return None, (
            "No backward pass reaches the tensor whose .grad you read: the value was computed from another one, or "
            "before this one required grad."
        )
    if asked.constant_grad_reads:
        return None, "You read .grad of a tensor that does not require grad: switch it on, or read the copy that does."
    return None


def why_unreached(error: BaseException, asked: Watch) -> str | None:
    """Name the mistake because of which a backward pass did not reach the inputs.

    "GRAPH_CUT" if a value was carried on without its graph, "REBOUND_LEAF" if a new tensor took a parameter's place.
    None for another error, and if neither or both of these happened.
    """
    if not (isinstance(error, RuntimeError) and re.search(_NO_WAY, str(error))):
        return None
    named = {"GRAPH_CUT": asked.cuts, "REBOUND_LEAF": REBIND in asked.events}
    found = [name for name, seen in named.items() if seen]
    return found[0] if len(found) == 1 else None


def why_not_recorded(error: BaseException, asked: Watch) -> str | None:
    """Return "HESSIAN_NO_GRAPH" if a pass failed because it began at a gradient that had not been recorded, or None."""
    if not isinstance(error, RuntimeError):
        return None
    unreached = asked.graphless_roots and re.search(_NO_WAY, str(error)) and not _all_recorded(asked)
    # Without recorded gradients the Hessian is all zeros, which has no inverse.
    singular = unrecorded(asked) and re.search(_SINGULAR, str(error))
    return "HESSIAN_NO_GRAPH" if unreached or singular else None


def why_constant(error: BaseException, asked: Watch) -> str | None:
    """Return advice if a pass failed because it began at a recorded derivative that does not depend on the input."""
    if isinstance(error, RuntimeError) and re.search(_NO_WAY, str(error)) and asked.graphless_roots:
        return CONSTANT if _all_recorded(asked) else None
    return None


def _all_recorded(asked: Counts) -> bool:
    return asked.backward_passes > 0 and asked.recorded_passes == asked.backward_passes


def unrecorded(asked: Counts) -> bool:
    """True if there were backward passes and none was recorded: then no second derivative can come from them."""
    return asked.backward_passes > 0 and not asked.recorded_passes


def why_changed(error: BaseException, asked: Watch) -> str | None:
    """Return "STEP_BEFORE_BACKWARD" if a graph's values were changed by an optimizer that stepped without gradients."""
    changed = isinstance(error, RuntimeError) and re.search(_CHANGED, str(error))
    return "STEP_BEFORE_BACKWARD" if changed and asked.idle_steps else None

"""Mistakes that show in what a call asked of autograd, when it ends in None or stumbles over one.

`asked` is anything with the counts of `gradschool.observe.watch.Watch`.
"""

import re

from gradschool.observe.loop_events import REBIND

Finding = tuple[str | None, str | None]

_CHANGED = r"modified by an inplace operation"
_SINGULAR = r"the input matrix is singular|input is singular"
CONSTANT = "A derivative that does not depend on the input has no graph: the next derivative is zero, without a pass."
_NO_WAY = r"element 0 of tensors does not require grad|appears to not have been used in the graph"


def why_none(asked) -> Finding:
    """Why a call returned None: the mistake's name, or None and advice."""
    if found := why_no_grad(asked):
        return found
    if asked.backward_passes:
        return None, "The `return` line is missing, or you return what backward() gives: None. Gradients are in .grad."
    return None, "The way that this call takes through your function ends without a `return` line."


def why_no_grad(asked) -> Finding | None:
    """Why a .grad that the call read was None, in the form of `why_none`; None if it read no such .grad."""
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


def why_unreached(error: BaseException, asked) -> str | None:
    """The mistake behind a backward pass that found no way to the inputs; None if it found one, or for no known cause.

    "GRAPH_CUT" if a value was carried on without its graph, "REBOUND_LEAF" if a new tensor took a parameter's place.
    """
    if not (isinstance(error, RuntimeError) and re.search(_NO_WAY, str(error))):
        return None
    named = {"GRAPH_CUT": asked.cuts, "REBOUND_LEAF": REBIND in asked.events}
    found = [name for name, seen in named.items() if seen]
    return found[0] if len(found) == 1 else None


def why_not_recorded(error: BaseException, asked) -> str | None:
    """ "HESSIAN_NO_GRAPH" if a pass failed because it began at a gradient that no pass had recorded."""
    if not isinstance(error, RuntimeError):
        return None
    unreached = asked.graphless_roots and re.search(_NO_WAY, str(error)) and not _all_recorded(asked)
    # a Hessian of zeros has no inverse
    singular = unrecorded(asked) and re.search(_SINGULAR, str(error))
    return "HESSIAN_NO_GRAPH" if unreached or singular else None


def why_constant(error: BaseException, asked) -> str | None:
    """Advice if a pass failed because it began at a derivative that was recorded, and does not depend on the input."""
    if isinstance(error, RuntimeError) and re.search(_NO_WAY, str(error)) and asked.graphless_roots:
        return CONSTANT if _all_recorded(asked) else None
    return None


def _all_recorded(asked) -> bool:
    return asked.backward_passes > 0 and asked.recorded_passes == asked.backward_passes


def unrecorded(asked) -> bool:
    """True if there were backward passes, and none was recorded: whoever asked knows no second derivative."""
    return asked.backward_passes > 0 and not asked.recorded_passes


def why_changed(error: BaseException, asked) -> str | None:
    """ "STEP_BEFORE_BACKWARD" if the values of a graph were changed by a loop that had stepped without a gradient."""
    changed = isinstance(error, RuntimeError) and re.search(_CHANGED, str(error))
    return "STEP_BEFORE_BACKWARD" if changed and asked.idle_steps else None

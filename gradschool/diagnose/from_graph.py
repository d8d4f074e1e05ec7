"""Mistakes that show in what a call asked of autograd, when it ends in None or stumbles over one.

`asked` is anything with the counts of `gradschool.facts.Watch`.
"""

import re

Finding = tuple[str | None, str | None]

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
    if asked.nonleaf_grad_reads:
        return "DEVICE_NONLEAF" if asked.converted_grad_reads == asked.nonleaf_grad_reads else "NONLEAF_GRAD", None
    if asked.empty_grad_reads and not asked.backward_passes:
        return "NO_BACKWARD", None
    if asked.empty_grad_reads and asked.backward_passes == asked.returned_grads:
        return None, "autograd.grad returns the gradients and leaves .grad empty: use what it returns."
    if asked.empty_grad_reads and asked.cuts:
        return "GRAPH_CUT", None
    if asked.empty_grad_reads:
        return None, "You read .grad of a tensor that the value was not computed from: no backward pass reaches it."
    if asked.constant_grad_reads:
        return None, "You read .grad of a tensor that does not require grad: call requires_grad_() on it first."
    return None


def why_unreached(error: BaseException, asked) -> str | None:
    """ "GRAPH_CUT" if a backward pass found no way to the inputs and a value was carried on without its graph."""
    unreached = isinstance(error, RuntimeError) and re.search(_NO_WAY, str(error))
    return "GRAPH_CUT" if unreached and asked.cuts else None

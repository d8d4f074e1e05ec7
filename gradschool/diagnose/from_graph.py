"""Mistakes that show in what a call asked of autograd, when it ends in None or stumbles over one.

`asked` is anything with the counts of `gradschool.facts.Watch`.
"""

Finding = tuple[str | None, str | None]


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
        return "NONLEAF_GRAD", None
    if asked.empty_grad_reads and not asked.backward_passes:
        return "NO_BACKWARD", None
    if asked.empty_grad_reads:
        return None, "You read .grad of a tensor that the value was not computed from: no backward pass reaches it."
    if asked.constant_grad_reads:
        return None, "You read .grad of a tensor that does not require grad: call requires_grad_() on it first."
    return None

"""The order in which a training loop does things: backward passes, cleared gradients, steps.

The order of these three is what most mistakes in a loop come down to, and values alone do not show it.
"""

import torch
from torch.utils.weak import WeakIdKeyDictionary

BACKWARD, CLEAR, STEP, REBIND = "backward", "clear", "step", "rebind"

BACKWARD_CALLS = (torch.Tensor.backward, torch.autograd.backward, torch.autograd.grad)
_READ_GRAD = torch.Tensor.grad.__get__
_DIFFERENCES = (torch.Tensor.__sub__, torch.Tensor.sub, torch.sub, torch.Tensor.__add__, torch.Tensor.add, torch.add)
_SET_GRAD, _DELETE_GRAD = torch.Tensor.grad.__set__, torch.Tensor.grad.__delete__
_ZERO = (torch.Tensor.zero_, torch.zero_, torch._foreach_zero_)
_IN_PLACE = {"__iadd__", "__isub__", "__imul__", "__itruediv__", "__setitem__"}
# these end in "_" and leave the values alone
_SETTINGS = {"requires_grad_", "retain_grad_", "detach_", "share_memory_"}


def event_of(func, args: tuple) -> str | None:
    """What the call `func(*args)`, as a TorchFunctionMode sees it, was in a training loop; None if nothing.

    "backward": a backward pass. "clear": a `.grad` set to None or zeros, or a tensor without a graph zeroed in place.
    "step": a leaf that requires grad changed in place, as an update by hand does.
    """
    if func in BACKWARD_CALLS:
        return BACKWARD
    if func == _DELETE_GRAD or (func == _SET_GRAD and _is_empty(args[1])):
        return CLEAR
    if func in _ZERO:
        return CLEAR
    return STEP if _changes_a_leaf(func, args) else None


class Gradients:
    """The gradients that a call read, and what it computed from them: a new tensor w - lr * gradient is a "rebind".

    Such a tensor takes the place of the parameter w, as `w = w - lr * w.grad` does, and leaves w as it was. That is
    right where the loop goes on with a new leaf, so it counts only together with a wrong result.
    """

    def __init__(self):
        self._known, self._new = WeakIdKeyDictionary(), WeakIdKeyDictionary()

    def is_rebound(self, tensor) -> bool:
        """True if `tensor` is the result of a rebind."""
        return tensor in self._new

    def event_of(self, func, args: tuple, result) -> str | None:
        """"rebind" if the call `func(*args)` with that result was one; takes note of gradients on the way."""
        if func == _READ_GRAD or func is torch.autograd.grad:
            for grad in result if isinstance(result, tuple) else (result,):
                self._learn(grad)
            return None
        tensors = [arg for arg in args if isinstance(arg, torch.Tensor)]
        if not isinstance(result, torch.Tensor) or not any(tensor in self._known for tensor in tensors):
            return None
        if any(result is tensor for tensor in tensors):
            return None
        if any(_is_parameter(tensor) or tensor in self._new for tensor in tensors) and func in _DIFFERENCES:
            self._new[result] = True
            return REBIND
        self._learn(result)
        return None

    def _learn(self, grad) -> None:
        if isinstance(grad, torch.Tensor) and not grad.requires_grad:
            self._known[grad] = True


def emptied_leaf(func, args: tuple) -> torch.Tensor | None:
    """The tensor whose `.grad` this call has set to None, if it does that."""
    return args[0] if func == _DELETE_GRAD or (func == _SET_GRAD and args[1] is None) else None


def _is_parameter(tensor: torch.Tensor) -> bool:
    return tensor.is_leaf and tensor.requires_grad


def _is_empty(grad) -> bool:
    return grad is None or not bool(grad.any())


def _changes_a_leaf(func, args: tuple) -> bool:
    name = getattr(func, "__name__", "")
    in_place = name in _IN_PLACE or (name.endswith("_") and not name.endswith("__") and name not in _SETTINGS)
    target = args[0] if in_place and args else None
    return isinstance(target, torch.Tensor) and target.is_leaf and target.requires_grad

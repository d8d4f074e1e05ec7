"""The order in which a training loop does things: backward passes, cleared gradients, steps.

The order of these three is what most mistakes in a loop come down to, and values alone do not show it.
"""

import torch
from torch.utils.weak import WeakIdKeyDictionary

from gradschool.observe.tensor_facts import origin

BACKWARD, CLEAR, STEP, REBIND, CLIP = "backward", "clear", "step", "rebind", "clip"

BACKWARD_CALLS = (torch.Tensor.backward, torch.autograd.backward, torch.autograd.grad)
_READ_GRAD = torch.Tensor.grad.__get__
_DIFFERENCES = (torch.Tensor.__sub__, torch.Tensor.sub, torch.sub, torch.Tensor.__add__, torch.Tensor.add, torch.add)
_SET_GRAD, _DELETE_GRAD = torch.Tensor.grad.__set__, torch.Tensor.grad.__delete__
_ZERO = (torch.Tensor.zero_, torch.zero_, torch._foreach_zero_)
_IN_PLACE = {"__iadd__", "__isub__", "__imul__", "__itruediv__", "__setitem__"}
# what leaves a gradient a gradient: parts, shapes, products with a cotangent
_PARTS = {"__getitem__", "unbind", "select", "reshape", "view", "flatten", "ravel", "squeeze", "clone", "sum"}
_PARTS |= {"__mul__", "__rmul__", "mul", "__matmul__", "__rmatmul__", "matmul", "dot"}
# these end in "_" and leave the values alone
_SETTINGS = {"requires_grad_", "retain_grad_", "detach_", "share_memory_"}
_SCALINGS = {"mul_", "__imul__", "div_", "__itruediv__", "clamp_", "clip_", "copy_"}
_SCALINGS |= {"_foreach_mul_", "_foreach_div_", "_foreach_clamp_min_", "_foreach_clamp_max_"}


def event_of(func, args: tuple) -> str | None:
    """What the call `func(*args)`, as a TorchFunctionMode sees it, was in a training loop; None if nothing.

    "backward": a backward pass. "clear": a `.grad` set to None or zeros, or a tensor without a graph zeroed in place.
    "step": a leaf that requires grad changed in place, as an update by hand does, or a view of one.
    """
    if func in BACKWARD_CALLS:
        return BACKWARD
    if func == _DELETE_GRAD or (func == _SET_GRAD and _is_empty(args[1])):
        return CLEAR
    if func in _ZERO:
        return CLEAR
    return STEP if _changes_a_leaf(func, args) else None


def adds_up(func, args: tuple, kwargs: dict) -> bool:
    """True if the call `func(*args, **kwargs)` is a backward pass that finds a gradient in the `.grad` of a leaf.

    To be asked before the call. Zeros in `.grad` are no gradient; torch.autograd.grad fills none.
    """
    if func not in BACKWARD_CALLS or func is torch.autograd.grad or not args:
        return False
    roots = [args[0]] if isinstance(args[0], torch.Tensor) else args[0]
    targets = kwargs.get("inputs") or _leaves_behind(roots)
    targets = [targets] if isinstance(targets, torch.Tensor) else targets
    return any(not _is_empty(target.grad) for target in targets)


def _leaves_behind(roots) -> list[torch.Tensor]:
    seen = {root.grad_fn for root in roots} - {None}
    waiting = list(seen)
    while waiting:
        new = {node for node, _ in waiting.pop().next_functions} - seen - {None}
        seen |= new
        waiting += new
    return [node.variable for node in seen if hasattr(node, "variable")]


class Unrecorded:
    """The gradients to which no graph leads, and what was taken from them: entries, sums, products with a vector.

    Anything else that is computed from a gradient, such as a parameter after its step, is none.
    """

    def __init__(self):
        self._gradients = WeakIdKeyDictionary()

    def note(self, func, args: tuple, result) -> None:
        """Take note of the call `func(*args)` with that result."""
        gives_gradients = func == _READ_GRAD or func is torch.autograd.grad
        if not gives_gradients and not (getattr(func, "__name__", "") in _PARTS and any(map(self.has, args))):
            return
        for part in result if isinstance(result, tuple | list) else (result,):
            if isinstance(part, torch.Tensor) and not part.requires_grad:
                self._gradients[part] = True

    def has(self, tensor) -> bool:
        """True if `tensor` is such a gradient, or was taken from one."""
        return isinstance(tensor, torch.Tensor) and tensor in self._gradients


class Gradients:
    """The gradients that a call read, and what it computed from them: a new tensor w - lr * gradient is a "rebind".

    Such a tensor takes the place of the parameter w, as `w = w - lr * w.grad` does, and leaves w as it was. That is
    right where the loop goes on with a new leaf, so it counts only together with a wrong result.
    """

    def __init__(self):
        self._known, self._new = WeakIdKeyDictionary(), WeakIdKeyDictionary()
        # those that were read from a .grad, and not computed
        self._read = WeakIdKeyDictionary()

    def is_rebound(self, tensor) -> bool:
        """True if `tensor` is the result of a rebind."""
        return tensor in self._new

    def event_of(self, func, args: tuple, result) -> str | None:
        """The event of a rebind or a clip if the call `func(*args)`, with that result, was one; notes gradients.

        "clip": what is in a `.grad` scaled, clamped or overwritten in place.
        """
        if func == _READ_GRAD and result is not None:
            self._read[result] = True
        if func == _READ_GRAD or func is torch.autograd.grad:
            for grad in result if isinstance(result, tuple) else (result,):
                self._learn(grad)
            return None
        if getattr(func, "__name__", "") in _SCALINGS and args and self._is_read(args[0]):
            return CLIP
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

    def _is_read(self, target) -> bool:
        targets = target if isinstance(target, list | tuple) else [target]
        return any(isinstance(tensor, torch.Tensor) and tensor in self._read for tensor in targets)

    def _learn(self, grad) -> None:
        if isinstance(grad, torch.Tensor) and not grad.requires_grad:
            self._known[grad] = True


def emptied_leaf(func, args: tuple) -> torch.Tensor | None:
    """The tensor whose `.grad` this call has set to None, if it does that."""
    return args[0] if func == _DELETE_GRAD or (func == _SET_GRAD and args[1] is None) else None


def _is_parameter(tensor: torch.Tensor) -> bool:
    return tensor.requires_grad and origin(tensor)[0]


def _is_empty(grad) -> bool:
    return grad is None or not bool(grad.any())


def _changes_a_leaf(func, args: tuple) -> bool:
    name = getattr(func, "__name__", "")
    in_place = name in _IN_PLACE or (name.endswith("_") and not name.endswith("__") and name not in _SETTINGS)
    if not in_place or not args or not isinstance(args[0], torch.Tensor):
        return False
    return any(_is_parameter(changed) for changed in (args[0], args[0]._base) if changed is not None)

"""Recognise what a training loop does, call by call: backward passes, cleared gradients, steps.

Most mistakes in a loop are a wrong order of these three, which values alone do not show. The functions here look at one
call of PyTorch, as a TorchFunctionMode sees it: `func` and its arguments.
"""

from collections.abc import Callable, Iterable
from inspect import getattr_static
from types import GetSetDescriptorType
from typing import Any, TypeAlias

import torch
from torch.autograd.graph import Node
from torch.utils.weak import WeakIdKeyDictionary

from gradschool.observe.tensor_facts import origin

# Any call of PyTorch is looked at, so nothing is known of what it takes and returns.
Func: TypeAlias = Callable[..., Any]
Arguments: TypeAlias = tuple[Any, ...]

BACKWARD, CLEAR, STEP, REBIND, CLIP = "backward", "clear", "step", "rebind", "clip"

BACKWARD_CALLS = (torch.Tensor.backward, torch.autograd.backward, torch.autograd.grad)
_GRAD: GetSetDescriptorType = getattr_static(torch.Tensor, "grad")
READ_GRAD, _SET_GRAD, _DELETE_GRAD = _GRAD.__get__, _GRAD.__set__, _GRAD.__delete__
_DIFFERENCES = (torch.Tensor.__sub__, torch.Tensor.sub, torch.sub, torch.Tensor.__add__, torch.Tensor.add, torch.add)
_ZERO = (torch.Tensor.zero_, torch.zero_, torch._foreach_zero_)
_IN_PLACE = {"__iadd__", "__isub__", "__imul__", "__itruediv__", "__setitem__"}
# what makes one gradient of another: its entries, another shape, a product with a cotangent
_PARTS = {"__getitem__", "unbind", "select", "reshape", "view", "flatten", "ravel", "squeeze", "clone", "sum"}
_PARTS |= {"__mul__", "__rmul__", "mul", "__matmul__", "__rmatmul__", "matmul", "dot"}
# these end in "_", but leave the values alone
_SETTINGS = {"requires_grad_", "retain_grad_", "detach_", "share_memory_"}
_SCALINGS = {"mul_", "__imul__", "div_", "__itruediv__", "clamp_", "clip_", "copy_"}
_SCALINGS |= {"_foreach_mul_", "_foreach_div_", "_foreach_clamp_min_", "_foreach_clamp_max_"}


def event_of(func: Func, args: Arguments) -> str | None:
    """Say what the call `func(*args)` is in a training loop, or None if it is nothing of interest.

    "backward": a backward pass. "clear": a `.grad` is set to None or to zeros, or a tensor is zeroed in place. "step":
    a leaf that requires grad, or a view of one, is changed in place, as an update by hand does.
    """
    if func in BACKWARD_CALLS:
        return BACKWARD
    if func == _DELETE_GRAD or (func == _SET_GRAD and _is_empty(args[1])):
        return CLEAR
    if func in _ZERO:
        return CLEAR
    return STEP if _changes_a_leaf(func, args) else None


def adds_up(func: Func, args: Arguments, kwargs: dict[str, Any]) -> bool:
    """True if `func(*args, **kwargs)` is a backward pass that will add to a gradient in the `.grad` of a leaf.

    Call this before the pass. Zeros in `.grad` do not count, nor does torch.autograd.grad, which fills no `.grad`.
    """
    if func not in BACKWARD_CALLS or func is torch.autograd.grad or not args:
        return False
    roots = [args[0]] if isinstance(args[0], torch.Tensor) else args[0]
    targets = kwargs.get("inputs") or _leaves_behind(roots)
    targets = [targets] if isinstance(targets, torch.Tensor) else targets
    return any(not _is_empty(target.grad) for target in targets)


def _leaves_behind(roots: Iterable[torch.Tensor]) -> list[torch.Tensor]:
    """The leaves that a backward pass from `roots` reaches."""
    seen: set[Node] = {root.grad_fn for root in roots if root.grad_fn is not None}
    waiting = list(seen)
    while waiting:
        new = {node for node, _ in waiting.pop().next_functions if node is not None} - seen
        seen |= new
        waiting += new
    return [node.variable for node in seen if hasattr(node, "variable")]


class Unrecorded:
    """The gradients that no graph recorded, and what was taken from them: entries, sums, products with a vector.

    Anything else that is computed from a gradient, such as a parameter after its step, does not count.
    """

    def __init__(self) -> None:
        self._gradients = WeakIdKeyDictionary()

    def note(self, func: Func, args: Arguments, result: object) -> None:
        """Take note of the call `func(*args)`, which returned `result`."""
        gives_gradients = func == READ_GRAD or func is torch.autograd.grad
        if not gives_gradients and not (getattr(func, "__name__", "") in _PARTS and any(map(self.has, args))):
            return
        for part in result if isinstance(result, tuple | list) else (result,):
            if isinstance(part, torch.Tensor) and not part.requires_grad:
                self._gradients[part] = True

    def has(self, tensor: object) -> bool:
        """True if `tensor` is a gradient that was not recorded, or was taken from one."""
        return isinstance(tensor, torch.Tensor) and tensor in self._gradients


class Gradients:
    """The gradients that a call read and what it computed from them, in order to recognise a rebind and a clip.

    A rebind makes a new tensor w - lr * gradient, as in `w = w - lr * w.grad`: the tensor takes the place of the
    parameter w, which stays as it was. That is right where the loop goes on with a new leaf, so it counts only together
    with a wrong result.
    """

    def __init__(self) -> None:
        self._known, self._new = WeakIdKeyDictionary(), WeakIdKeyDictionary()
        # those that were read from a .grad, and not computed
        self._read = WeakIdKeyDictionary()

    def is_rebound(self, tensor: torch.Tensor) -> bool:
        """True if `tensor` is the result of a rebind."""
        return tensor in self._new

    def event_of(self, func: Func, args: Arguments, result: object) -> str | None:
        """Say whether the call `func(*args)`, which returned `result`, was a rebind or a clip; None if neither.

        "rebind": see above. "clip": the content of a `.grad` is scaled, clamped or overwritten in place. Gradients that
        the call returned are remembered.
        """
        if func == READ_GRAD and result is not None:
            self._read[result] = True
        if func == READ_GRAD or func is torch.autograd.grad:
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

    def _is_read(self, target: object) -> bool:
        targets = target if isinstance(target, list | tuple) else [target]
        return any(isinstance(tensor, torch.Tensor) and tensor in self._read for tensor in targets)

    def _learn(self, grad: object) -> None:
        if isinstance(grad, torch.Tensor) and not grad.requires_grad:
            self._known[grad] = True


def emptied_leaf(func: Func, args: Arguments) -> torch.Tensor | None:
    """The tensor whose `.grad` the call `func(*args)` sets to None; None if it does no such thing."""
    if func == _DELETE_GRAD or (func == _SET_GRAD and args[1] is None):
        leaf: torch.Tensor = args[0]
        return leaf
    return None


def _is_parameter(tensor: torch.Tensor) -> bool:
    return tensor.requires_grad and origin(tensor)[0]


def _is_empty(grad: torch.Tensor | None) -> bool:
    return grad is None or not bool(grad.any())


def _changes_a_leaf(func: Func, args: Arguments) -> bool:
    name = getattr(func, "__name__", "")
    in_place = name in _IN_PLACE or (name.endswith("_") and not name.endswith("__") and name not in _SETTINGS)
    if not in_place or not args or not isinstance(args[0], torch.Tensor):
        return False
    return any(_is_parameter(changed) for changed in (args[0], args[0]._base) if changed is not None)

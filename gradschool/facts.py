"""What autograd knows about a tensor, as plain data.

Every check that looks at the graph rather than at a value goes through `facts` and `Watch`, so
that the same check works where the tensor itself lives in another process.
"""

from dataclasses import dataclass

import torch
from torch.overrides import TorchFunctionMode


@dataclass(frozen=True)
class Facts:
    """Graph facts of one tensor; `grad` is a detached copy of shape `shape`, or None."""

    dtype: torch.dtype
    shape: tuple[int, ...]
    device: str
    requires_grad: bool
    is_leaf: bool
    grad_fn: str | None
    version: int
    retains_grad: bool
    grad: torch.Tensor | None


def facts(tensor: torch.Tensor) -> Facts:
    """The graph facts of `tensor` (any shape, dtype and device); raises TypeError for anything else."""
    if not isinstance(tensor, torch.Tensor):
        raise TypeError(f"facts needs a tensor, not {type(tensor).__name__}")
    has_grad = (tensor.is_leaf or tensor.retains_grad) and tensor.grad is not None
    return Facts(
        dtype=tensor.dtype,
        shape=tuple(tensor.shape),
        device=tensor.device.type,
        requires_grad=tensor.requires_grad,
        is_leaf=tensor.is_leaf,
        grad_fn=tensor.grad_fn.name() if tensor.grad_fn is not None else None,
        # inference tensors do not track a version at all
        version=0 if tensor.is_inference() else tensor._version,
        retains_grad=tensor.retains_grad,
        grad=tensor.grad.detach().clone() if has_grad else None,
    )


class Watch(TorchFunctionMode):
    """Counts what a `with Watch() as seen:` block asks of autograd, whatever tensors it uses.

    Attributes
    ----------
    backward_passes : int
        Calls of `Tensor.backward`, `torch.autograd.backward` and `torch.autograd.grad`, also those
        made by `torch.func` and `torch.autograd.functional`.
    empty_grad_reads : int
        Times that `.grad` of a leaf that requires grad was read while nothing was in it.
    nonleaf_grad_reads : int
        Times that `.grad` of a computed tensor, which keeps none, was read.
    constant_grad_reads : int
        Times that `.grad` of a tensor that does not require grad was read.
    """

    def __init__(self):
        super().__init__()
        self.backward_passes = 0
        self.empty_grad_reads = 0
        self.nonleaf_grad_reads = 0
        self.constant_grad_reads = 0

    def __torch_function__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        if func in _BACKWARD:
            self.backward_passes += 1
        elif func == _READ_GRAD and result is None:
            self.empty_grad_reads += args[0].is_leaf and args[0].requires_grad
            self.nonleaf_grad_reads += not args[0].is_leaf
            self.constant_grad_reads += not args[0].requires_grad
        return result


_BACKWARD = (torch.Tensor.backward, torch.autograd.backward, torch.autograd.grad)
_READ_GRAD = torch.Tensor.grad.__get__

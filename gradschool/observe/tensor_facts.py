"""What autograd knows about one tensor, as plain data.

A tensor may be a copy whose original lives in another process, where the student's code runs. `remember` attaches the
facts of the original to the copy, so that a check which calls `facts` works in one process and across two.
"""

import warnings
from dataclasses import dataclass

import torch

_ATTACHED = "facts_elsewhere"  # name of the attribute in which a tensor carries the facts of its original


@dataclass(frozen=True)
class Facts:
    """The graph facts of one tensor.

    shape: its sizes. device: "cpu", "cuda" and so on, without a number. grad_fn: the name of the operation that made
    it, or None. version: how often it was changed in place. retains_grad: True for a computed tensor that keeps its
    gradient. grad: a detached copy of its `.grad`, in the shape of the tensor, or None.
    """

    dtype: torch.dtype
    shape: tuple[int, ...]
    device: str
    requires_grad: bool
    is_leaf: bool
    grad_fn: str | None
    version: int
    retains_grad: bool
    grad: torch.Tensor | None


def origin(tensor: torch.Tensor) -> tuple[bool, str | None]:
    """Where `tensor` (any shape, dtype and device) comes from: is it a leaf, and the name of its grad_fn or None.

    PyTorch raises an error when it is asked either about some views that were changed under no_grad. Such a view counts
    as no leaf, without a grad_fn.
    """
    try:
        return tensor.is_leaf, tensor.grad_fn.name() if tensor.grad_fn is not None else None
    except RuntimeError:
        return False, None


def remember(tensor: torch.Tensor, told: Facts) -> None:
    """Attach the facts that another process reported; `facts(tensor)` returns them.

    tensor: a copy of the tensor in the other process that `told` describes.
    """
    setattr(tensor, _ATTACHED, told)


def facts(tensor: torch.Tensor) -> Facts:
    """The graph facts of `tensor` (any shape, dtype and device); raises TypeError for anything else.

    If the tensor is a copy from another process, these are the facts of the original.
    """
    if not isinstance(tensor, torch.Tensor):
        raise TypeError(f"facts needs a tensor, not {type(tensor).__name__}")
    if isinstance(told := getattr(tensor, _ATTACHED, None), Facts):
        return told
    with warnings.catch_warnings(action="ignore"):  # reading an empty .grad of a computed tensor warns
        grad = tensor.grad
    is_leaf, grad_fn = origin(tensor)
    return Facts(
        dtype=tensor.dtype,
        shape=tuple(tensor.shape),
        device=tensor.device.type,
        requires_grad=tensor.requires_grad,
        is_leaf=is_leaf,
        grad_fn=grad_fn,
        # inference tensors do not track a version at all
        version=0 if tensor.is_inference() else tensor._version,
        retains_grad=tensor.retains_grad,
        grad=None if grad is None else grad.detach().clone(),
    )

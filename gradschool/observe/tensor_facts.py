"""Where a tensor comes from: a leaf, or an operation."""

import warnings
from dataclasses import dataclass

import torch


def origin(tensor: torch.Tensor) -> tuple[bool, str | None]:
    """Whether `tensor` (any shape, dtype and device) is a leaf, and the name of its grad_fn (None if it has none).

    PyTorch refuses to say either of some views that were changed under no_grad; such a view is no leaf.
    """
    try:
        return tensor.is_leaf, tensor.grad_fn.name() if tensor.grad_fn is not None else None
    except RuntimeError:
        return False, None


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


def remember(tensor: torch.Tensor, told: Facts) -> None:
    """Let `facts(tensor)` give `told`: what is true of the tensor in another process, of which this is a copy."""
    tensor.facts_elsewhere = told


def facts(tensor: torch.Tensor) -> Facts:
    """The graph facts of `tensor` (any shape, dtype and device); raises TypeError for anything else.

    Of a copy that came from another process, these are what that process said of the original.
    """
    if not isinstance(tensor, torch.Tensor):
        raise TypeError(f"facts needs a tensor, not {type(tensor).__name__}")
    if isinstance(told := getattr(tensor, "facts_elsewhere", None), Facts):
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

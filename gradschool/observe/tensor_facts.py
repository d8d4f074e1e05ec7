"""Where a tensor comes from: a leaf, or an operation."""

import torch


def origin(tensor: torch.Tensor) -> tuple[bool, str | None]:
    """Whether `tensor` (any shape, dtype and device) is a leaf, and the name of its grad_fn (None if it has none).

    PyTorch refuses to say either of some views that were changed under no_grad; such a view is no leaf.
    """
    try:
        return tensor.is_leaf, tensor.grad_fn.name() if tensor.grad_fn is not None else None
    except RuntimeError:
        return False, None

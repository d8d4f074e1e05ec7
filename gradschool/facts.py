"""What autograd knows about a tensor, as plain data.

Every check that looks at the graph rather than at a value goes through `facts` and `Watch`, so
that the same check works where the tensor itself lives in another process.
"""

import warnings
from collections.abc import Iterator
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
    with warnings.catch_warnings(action="ignore"):  # reading an empty .grad of a computed tensor warns
        grad = tensor.grad
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
        grad=None if grad is None else grad.detach().clone(),
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
    converted_grad_reads : int
        How many of these were of a tensor that a conversion made: `.to(…)`, `.double()`, `.cuda()`.
    constant_grad_reads : int
        Times that `.grad` of a tensor that does not require grad was read.
    returned_grads : int
        How many of the backward passes were `torch.autograd.grad`, which fills no `.grad`.
    cuts : int
        Times that the value of a tensor that requires grad came back into a computation without its
        graph: `torch.tensor([x, y])` of tensors, or the very number that `.item()`, `float()` or
        `.tolist()` gave. A number that Python changed on the way, or a whole one, is not recognised.
    """

    def __init__(self):
        super().__init__()
        self.backward_passes = 0
        self.empty_grad_reads = 0
        self.nonleaf_grad_reads = 0
        self.converted_grad_reads = 0
        self.constant_grad_reads = 0
        self.returned_grads = 0
        self.cuts = 0
        self._taken: set[float] = set()

    def __torch_function__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        if func in _BACKWARD:
            self.backward_passes += 1
            self.returned_grads += func is torch.autograd.grad
        elif func == _READ_GRAD and result is None:
            self.empty_grad_reads += args[0].is_leaf and args[0].requires_grad
            self.nonleaf_grad_reads += not args[0].is_leaf
            self.converted_grad_reads += not args[0].is_leaf and args[0].grad_fn.name() == _CONVERSION
            self.constant_grad_reads += not args[0].requires_grad
        elif func in _GIVE_NUMBERS:
            self._taken |= set(_fractions([result])) if args[0].requires_grad else set()
        elif func in _COPY_VALUES and any(part.requires_grad for part in _tensors(args[:1])):
            self.cuts += result.is_leaf and all(result is not part for part in _tensors(args[:1]))
        elif self._taken:
            self.cuts += any(number in self._taken for number in _fractions(args))
        return result


def _parts(data) -> Iterator:
    for item in data:
        if isinstance(item, list | tuple):
            yield from _parts(item)
        else:
            yield item


def _tensors(data) -> list[torch.Tensor]:
    return [item for item in _parts(data) if isinstance(item, torch.Tensor)]


def _fractions(data) -> list[float]:
    """The numbers in `data` that can be recognised: whole ones turn up everywhere."""
    return [item for item in _parts(data) if isinstance(item, float) and not item.is_integer()]


_BACKWARD = (torch.Tensor.backward, torch.autograd.backward, torch.autograd.grad)
_READ_GRAD = torch.Tensor.grad.__get__
_GIVE_NUMBERS = (torch.Tensor.item, torch.Tensor.__float__, torch.Tensor.tolist)
_COPY_VALUES = (torch.tensor, torch.as_tensor)
_CONVERSION = "ToCopyBackward0"

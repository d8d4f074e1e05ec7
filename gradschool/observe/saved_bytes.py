"""Count the bytes that graphs keep for their backward passes, with PyTorch's saved-tensor hooks.

The counts are the same on every machine and device, as long as the same operations run.
"""

import weakref
from collections.abc import Callable
from typing import Self

import torch
from torch.autograd.graph import saved_tensors_hooks


class _Parcel:
    """What a graph holds in place of a saved tensor. It dies with the graph, or when a backward pass frees it."""

    def __init__(self, tensor: torch.Tensor) -> None:
        self.tensor = tensor


class SavedBytes:
    """Count what the graphs keep that are recorded in a `with SavedBytes() as graph:` block.

    Attributes
    ----------
    held : int
        Bytes of the saved tensors that are alive now, also after the block. A tensor that two operations
        save counts twice.
    peak : int
        The largest `held` so far.
    """

    def __init__(self) -> None:
        self.held = self.peak = 0
        self._hooks = saved_tensors_hooks(self._pack, lambda parcel: parcel.tensor)

    def __enter__(self) -> Self:
        self._hooks.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self._hooks.__exit__(*exception)

    def _pack(self, tensor: torch.Tensor) -> _Parcel:
        # detached: a parcel that held the graph would keep itself alive
        parcel = _Parcel(tensor.detach())
        self.held += tensor.nbytes
        self.peak = max(self.peak, self.held)
        weakref.finalize(parcel, self._free, tensor.nbytes)
        return parcel

    def _free(self, size: int) -> None:
        self.held -= size


def bytes_saved(f: Callable[..., object], *inputs: torch.Tensor) -> int:
    """Count the bytes that computing f(*inputs) saves for a backward pass.

    inputs: tensors of any floating dtype and shape; f gets copies of them that require grad. A tensor that is saved
    several times counts once: two saved tensors are one if they begin at the same address.
    """
    sizes: dict[int, int] = {}
    alive: list[torch.Tensor] = []

    def pack(tensor: torch.Tensor) -> torch.Tensor:
        sizes[tensor.data_ptr()] = tensor.nbytes
        alive.append(tensor.detach())  # so that no address is used again
        return tensor.detach()

    with saved_tensors_hooks(pack, lambda tensor: tensor):
        f(*(x.detach().clone().requires_grad_() for x in inputs))
    return sum(sizes.values())

"""Bytes that graphs keep for their backward passes, counted with PyTorch's saved-tensor hooks.

The counts are the same on every machine and device, as long as the same operations run.
"""

import weakref
from collections.abc import Callable

import torch
from torch.autograd.graph import saved_tensors_hooks


class _Parcel:
    """What a graph holds in place of a saved tensor; it dies with the graph, or when a backward pass has freed it."""

    def __init__(self, tensor: torch.Tensor):
        self.tensor = tensor


class SavedBytes:
    """Counts what the graphs recorded in a `with SavedBytes() as graph:` block keep.

    Attributes
    ----------
    held : int
        Bytes of the saved tensors that are alive now, also after the block. A tensor that two operations
        save counts twice.
    peak : int
        The largest `held` so far.
    """

    def __init__(self):
        self.held = self.peak = 0
        self._hooks = saved_tensors_hooks(self._pack, lambda parcel: parcel.tensor)

    def __enter__(self):
        self._hooks.__enter__()
        return self

    def __exit__(self, *exception):
        return self._hooks.__exit__(*exception)

    def _pack(self, tensor: torch.Tensor) -> _Parcel:
        # detached: a parcel that held the graph would keep itself alive
        parcel = _Parcel(tensor.detach())
        self.held += tensor.nbytes
        self.peak = max(self.peak, self.held)
        weakref.finalize(parcel, self._free, tensor.nbytes)
        return parcel

    def _free(self, size: int) -> None:
        self.held -= size


def bytes_saved(f: Callable, *inputs: torch.Tensor) -> int:
    """Bytes that computing f(*inputs) saves for a backward pass, a tensor saved several times counted once.

    inputs: tensors of any floating dtype and shape; f gets copies that require grad. Two saved tensors are one if
    they begin at the same address.
    """
    sizes, alive = {}, []

    def pack(tensor):
        sizes[tensor.data_ptr()] = tensor.nbytes
        alive.append(tensor.detach())  # so that no address is used again
        return tensor.detach()

    with saved_tensors_hooks(pack, lambda tensor: tensor):
        f(*(x.detach().clone().requires_grad_() for x in inputs))
    return sum(sizes.values())

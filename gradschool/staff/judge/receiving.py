"""Make on the student side what the judge side sent: functions by name or from source, objects by handle.

The student side trusts the judge side, so this may import and unpickle. Nothing here may run on the judge side.
"""

import importlib
import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

from gradschool.check.core.arguments import Made
from gradschool.staff.judge.values import Decoder, Item, Record


class ArgumentDecoder(Decoder):
    """Makes the arguments of a call from the items that `gradschool.staff.judge.sending` made of them.

    Parameters
    ----------
    blocks : list of bytes
        The raw blocks that came with the items.
    handles : dict
        From a handle to the object of the student's that was sent under it.
    namespace : dict
        The names that the notebook has defined.
    """

    def __init__(
        self, blocks: Sequence[bytes | bytearray], handles: Mapping[int, object], namespace: Mapping[str, object]
    ):
        super().__init__(blocks, self._make, tensor)
        self.handles, self.namespace = handles, namespace

    def _make(self, kind: str, rest: list[Item]) -> Any:
        """Return the value of an item of one of the kinds below."""
        makers: dict[str, Callable[..., Any]] = {
            "made": lambda build, args: Made(self.decode(build), self.decode(args)),
            "method": lambda owner, name: getattr(self.decode(owner), name),
            "handle": self.handles.__getitem__,
            "name": self.namespace.__getitem__,
            "module": importlib.import_module,
            "library": lambda module, name: getattr(importlib.import_module(module), name),
            "source": self._from_source,
            "pickled": self._unpickle,
        }
        return makers[kind](*rest)

    def _from_source(self, code: str, name: str, names: dict[str, Item]) -> Any:
        """Make a function or class in a namespace that holds torch and what its source names, and nothing else."""
        namespace: dict[str, Any] = {"torch": torch, "__name__": "__main__"}
        namespace |= {key: self.decode(item) for key, item in names.items()}
        exec(compile(code, "<given by the check>", "exec"), namespace)
        return namespace[name]

    def _unpickle(self, block: int) -> Any:
        make = self._make

        class Unpickler(pickle.Unpickler):
            def persistent_load(self, item: Item) -> Any:
                return make(item[0], item[1:])

        return Unpickler(io.BytesIO(self.blocks[block])).load()


def tensor(value: torch.Tensor, record: Record, grad: torch.Tensor | None) -> torch.Tensor:
    """Return a tensor as it was on the judge side: on its device, a leaf that requires grad if it was one."""
    value = value.to(record["device"])
    if record.get("parameter"):
        value = torch.nn.Parameter(value, requires_grad=record["requires_grad"])
    elif record["requires_grad"]:
        value.requires_grad_()
    value.grad = None if grad is None else grad.to(record["device"])
    return value

"""What the judge side hands to the student side, made there: functions by name or by source, objects by handle.

The judge side is trusted, so this may import and unpickle; nothing here runs on the judge side.
"""

import importlib
import io
import pickle

import torch

from gradschool.check.core.arguments import Made
from gradschool.staff.judge.values import Decoder


def decoder(blocks: list, handles: dict, namespace: dict) -> Decoder:
    """A decoder of arguments, where `handles` are objects sent before and `namespace` is the notebook's."""
    given = Given(handles, namespace)
    given.decoder = Decoder(blocks, given.make, tensor)
    return given.decoder


class Given:
    """Makes the values that are not plain data."""

    def __init__(self, handles: dict, namespace: dict):
        self.handles, self.namespace = handles, namespace
        self.decoder: Decoder | None = None

    def make(self, kind: str, rest: list):
        """The value of an item of the kinds below."""
        makers = {
            "made": lambda build, args: Made(self.decoder.decode(build), self.decoder.decode(args)),
            "method": lambda owner, name: getattr(self.decoder.decode(owner), name),
            "handle": self.handles.__getitem__,
            "name": self.namespace.__getitem__,
            "module": importlib.import_module,
            "library": lambda module, name: getattr(importlib.import_module(module), name),
            "source": self._from_source,
            "pickled": self._unpickle,
        }
        return makers[kind](*rest)

    def _from_source(self, code: str, name: str, names: dict):
        """A function or class, in a namespace that holds torch and what its source names, and nothing else."""
        namespace = {"torch": torch, "__name__": "__main__"}
        namespace |= {key: self.decoder.decode(item) for key, item in names.items()}
        exec(compile(code, "<given by the check>", "exec"), namespace)
        return namespace[name]

    def _unpickle(self, block: int):
        make = self.make

        class Unpickler(pickle.Unpickler):
            def persistent_load(self, item):
                return make(item[0], item[1:])

        return Unpickler(io.BytesIO(self.decoder.blocks[block])).load()


def tensor(value: torch.Tensor, record: dict, grad: torch.Tensor | None) -> torch.Tensor:
    """A tensor as it was on the judge side: on its device, a leaf that requires grad if it was one."""
    value = value.to(record["device"])
    if record.get("parameter"):
        value = torch.nn.Parameter(value, requires_grad=record["requires_grad"])
    elif record["requires_grad"]:
        value.requires_grad_()
    value.grad = None if grad is None else grad.to(record["device"])
    return value

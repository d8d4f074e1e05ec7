"""Values as they travel between the two sides: items of JSON, and raw blocks for the contents of arrays.

Null, true, false, text and small integers are their own items. Every other item is a list that begins with its kind:
["float", "0x1.8p+1"], ["tuple", item, …], ["dict", [key, value], …], ["tensor", {dtype, shape, block, …}]. Plain data
and tensors are encoded and decoded here; each side gives a function for the kinds that only it knows.
"""

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import torch

from gradschool.observe.tensor_facts import origin

# What JSON holds for a value, and what a tensor or an object says of itself
Item: TypeAlias = Any
Record = dict[str, Any]

MOST_NODES, DEEPEST, LONGEST_INTEGER = 200_000, 50, 4000
# JSON readers keep integers up to this one exactly.
EXACT = 2**53
DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.float64,
        torch.float32,
        torch.float16,
        torch.bfloat16,
        torch.int64,
        torch.int32,
        torch.int16,
        torch.int8,
        torch.uint8,
        torch.bool,
        torch.complex64,
        torch.complex128,
    )
}
# Kinds of NumPy's types that are sent: bool, int, unsigned int, float, complex
ARRAYS = "biufc"
SEQUENCES: dict[str, type] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset, "size": torch.Size}
MAPPINGS: dict[str, type] = {"dict": dict, "ordered": OrderedDict}
FACTS = {"requires_grad": bool, "is_leaf": bool, "version": int, "retains_grad": bool, "device": str}


class NotData(Exception):
    """This is not a value in this format, or it is too large."""


class Encoder:
    """Makes items of values; `blocks` collects their raw bytes.

    `other(value, encoder)` returns the item of a value that is not plain data.
    """

    def __init__(self, other: Callable[[Any, "Encoder"], Item]):
        self.other = other
        self.blocks: list[bytes] = []
        self._kinds: dict[type[Any], str] = {kind: name for name, kind in (SEQUENCES | MAPPINGS).items()}
        self._nodes = 0

    def encode(self, value: Any, depth: int = 0) -> Item:
        """Return the item of `value`. Raises NotData for a structure that is too large or too deep."""
        self._nodes += 1
        if self._nodes > MOST_NODES or depth > DEEPEST:
            raise NotData("a value with too many parts")
        kind: type[Any] = type(value)
        if value is None or kind in (bool, str):
            return value
        if kind is int:
            return value if abs(value) <= EXACT else self._large(value)
        if kind is float:
            return ["float", value.hex()]
        if kind is complex:
            return ["complex", value.real.hex(), value.imag.hex()]
        if value is Ellipsis:
            return ["ellipsis"]
        if kind in self._kinds:
            name = self._kinds[kind]
            if name in MAPPINGS:
                return [name, *([self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in value.items())]
            return [name, *(self.encode(item, depth + 1) for item in value)]
        if kind in (torch.Tensor, torch.nn.Parameter) and _is_plain(value):
            return ["tensor", self._tensor(value)]
        if kind in (torch.dtype, torch.device):
            return [kind.__name__, str(value).removeprefix("torch.")]
        if (kind is np.ndarray or isinstance(value, np.generic)) and value.dtype.kind in ARRAYS:
            array = np.ascontiguousarray(value)
            block = self._block(array.tobytes())
            is_array = kind is np.ndarray
            return ["array", {"dtype": array.dtype.str, "shape": list(value.shape), "block": block, "array": is_array}]
        return self.other(value, self)

    def _large(self, value: int) -> Item:
        if value.bit_length() > 4 * LONGEST_INTEGER:
            raise NotData("an integer with too many digits")
        return ["int", hex(value)]

    def _tensor(self, tensor: torch.Tensor) -> Record:
        # A new tensor: one of a single entry counts as contiguous whatever its strides are, and then has no flat view.
        is_leaf, grad_fn = origin(tensor)
        flat = torch.empty(tensor.numel(), dtype=tensor.dtype).copy_(tensor.detach().reshape(-1))
        record: Record = {
            "dtype": str(tensor.dtype).removeprefix("torch."),
            "shape": list(tensor.shape),
            "block": self._block(flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b""),
            "parameter": type(tensor) is torch.nn.Parameter,
            "requires_grad": tensor.requires_grad,
            "is_leaf": is_leaf,
            "grad_fn": grad_fn,
            "version": 0 if tensor.is_inference() else tensor._version,
            "retains_grad": tensor.retains_grad,
            "device": tensor.device.type,
            "grad": None,
        }
        # Reading .grad of other tensors warns.
        grad = tensor.grad if is_leaf or tensor.retains_grad else None
        if grad is not None and _is_plain(grad):
            record["grad"] = self._tensor(grad.detach())
        return record

    def _block(self, data: bytes) -> int:
        self.blocks.append(data)
        return len(self.blocks) - 1


class Decoder:
    """Makes values of items, trusting neither their types nor their sizes.

    `other(kind, rest)` returns the value of an item of a kind that is not plain data; `rest` is the item without its
    kind. `finish(tensor, record, grad)` returns the tensor that stands for one that was decoded.
    """

    def __init__(
        self,
        blocks: Sequence[bytes | bytearray],
        other: Callable[[str, list[Item]], Any],
        finish: Callable[[torch.Tensor, Record, torch.Tensor | None], torch.Tensor],
    ):
        self.blocks, self.other, self.finish = blocks, other, finish
        self._nodes = 0

    def decode(self, item: Item, depth: int = 0) -> Any:
        """Return the value of `item`. Raises NotData."""
        self._nodes += 1
        if self._nodes > MOST_NODES or depth > DEEPEST:
            raise NotData("a value with too many parts")
        if item is None or type(item) in (bool, str):
            return item
        if type(item) is int:
            return item
        if type(item) is not list or not item or type(item[0]) is not str:
            raise NotData("an item without a kind")
        kind, *rest = item
        if kind in SEQUENCES:
            return _build(SEQUENCES[kind], [self.decode(part, depth + 1) for part in rest])
        if kind in MAPPINGS:
            if any(type(pair) is not list or len(pair) != 2 for pair in rest):
                raise NotData("a dict without pairs")
            pairs = [(self.decode(key, depth + 1), self.decode(value, depth + 1)) for key, value in rest]
            return _build(MAPPINGS[kind], pairs)
        if kind == "ellipsis":
            return Ellipsis
        single: dict[str, Callable[[str], Any]] = {"float": _float, "int": _int, "dtype": _dtype, "device": _device}
        if kind in single and len(rest) == 1 and type(rest[0]) is str:
            return single[kind](rest[0])
        if kind == "complex" and len(rest) == 2 and all(type(part) is str for part in rest):
            return complex(_float(rest[0]), _float(rest[1]))
        if kind in ("tensor", "array") and len(rest) == 1 and type(rest[0]) is dict:
            return self._tensor(rest[0]) if kind == "tensor" else self._array(rest[0])
        return self.other(kind, rest)

    def _tensor(self, record: Record) -> torch.Tensor:
        dtype = _dtype(record.get("dtype"))
        shape = _shape(record)
        data = self._block(record, math.prod(shape) * dtype.itemsize)
        tensor = torch.frombuffer(bytearray(data), dtype=dtype) if data else torch.empty(0, dtype=dtype)
        tensor = tensor.reshape(shape)
        if any(type(record.get(name)) is not kind for name, kind in FACTS.items()):
            raise NotData("a tensor without its facts")
        grad = record.get("grad")
        if grad is not None and (type(grad) is not dict or grad.get("grad") is not None):
            raise NotData("a gradient that is not a tensor")
        return self.finish(tensor, record, None if grad is None else self._tensor(grad))

    def _array(self, record: Record) -> Any:
        name = record.get("dtype")
        if type(name) is not str or len(name) > 4 or name[1:2] not in tuple(ARRAYS):
            raise NotData("an array of an unknown type")
        try:
            dtype = np.dtype(name)
        except TypeError:
            raise NotData("an array of an unknown type") from None
        shape = _shape(record)
        array = np.frombuffer(self._block(record, math.prod(shape) * dtype.itemsize), dtype).reshape(shape).copy()
        return array if record.get("array") is True else array.reshape(-1)[0] if array.size == 1 else array

    def _block(self, record: Record, size: int) -> bytes | bytearray:
        index = record.get("block")
        if type(index) is not int or not 0 <= index < len(self.blocks) or len(self.blocks[index]) != size:
            raise NotData("an array whose data does not fit its shape")
        return self.blocks[index]


def _build(kind: type[Any], parts: list[Any]) -> Any:
    try:
        return kind(parts)
    except (TypeError, ValueError):
        raise NotData(f"no {kind.__name__} can be made of what came") from None


def _is_plain(tensor: torch.Tensor) -> bool:
    strided = tensor.layout is torch.strided and not tensor.is_nested and not tensor.is_meta and not tensor.is_quantized
    return strided and str(tensor.dtype).removeprefix("torch.") in DTYPES


def _shape(record: Record) -> tuple[int, ...]:
    shape = record.get("shape")
    if type(shape) is not list or len(shape) > 16 or any(type(n) is not int or not 0 <= n < 2**31 for n in shape):
        raise NotData("invalid array shape")
    return tuple(shape)


def _float(text: str) -> float:
    try:
        return float.fromhex(text)
    except (ValueError, OverflowError):
        raise NotData("not a number") from None


def _int(text: str) -> int:
    if len(text) > LONGEST_INTEGER + 8:
        raise NotData("an integer with too many digits")
    try:
        return int(text, 16)
    except ValueError:
        raise NotData("not a number") from None


def _dtype(name: object) -> torch.dtype:
    if type(name) is not str or name not in DTYPES:
        raise NotData("a tensor of an unknown type")
    return DTYPES[name]


def _device(name: str) -> torch.device:
    try:
        return torch.device(name)
    except RuntimeError:
        raise NotData("an unknown device") from None

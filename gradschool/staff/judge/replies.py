"""Replies to a call as plain data: `Reply` with its `Facts`, and the counts of `Watch` where the call raised.

The fields are taken from the classes themselves, so a new field travels without a change here.
"""

import math
import typing
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

import torch

from gradschool.check.core.ask import Reply
from gradschool.observe.tensor_facts import Facts
from gradschool.observe.watch import Watch
from gradschool.staff.judge.sanitise import clean_text
from gradschool.staff.judge.values import Decoder, Encoder, Item, NotData

LONGEST_TEXT = 200
Told = TypeVar("Told", Reply, Facts)


def encode_reply(reply: Reply, encoder: Encoder) -> dict[str, Item]:
    """Return the item of each field of a reply, by the field's name."""
    return {field.name: encoder.encode(getattr(reply, field.name)) for field in fields(Reply)}


def decode_reply(record: object, decoder: Decoder) -> Reply:
    """Return the reply that `record` describes. Raises NotData where a field is not of the declared type."""
    return _decoded(Reply, record, decoder, free=("value",))


def encode_facts(facts: Facts, encoder: Encoder) -> Item:
    """Return the item of a tensor's facts."""
    return ["facts", {field.name: encoder.encode(getattr(facts, field.name)) for field in fields(Facts)}]


def decode_facts(record: object, decoder: Decoder) -> Facts:
    """Return the facts that `record` describes. Raises NotData where one is not of the declared type."""
    return _decoded(Facts, record, decoder)


def _decoded(kind: type[Told], record: object, decoder: Decoder, free: tuple[str, ...] = ()) -> Told:
    """Make a `kind` of a record; the fields named in `free` may be of any type."""
    if type(record) is not dict:
        raise NotData(f"no {kind.__name__}")
    values: dict[str, Any] = {}
    for field in fields(kind):
        value = decoder.decode(record.get(field.name))
        if field.name not in free:
            value = _clean(value)
            if not _fits(value, field.type):
                raise NotData(f"{field.name} is of a wrong type")
        values[field.name] = value
    return kind(**values)


def _clean(value: Any) -> Any:
    """Return texts as a message may hold them, also those inside a tuple."""
    if type(value) is tuple:
        return tuple(_clean(part) for part in value)
    return clean_text(value)[:LONGEST_TEXT] if type(value) is str else value


@cache
def _annotation(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Take an annotation apart: tuple[int, ...] into tuple and (int, ...)."""
    return typing.get_origin(kind), typing.get_args(kind)


def _fits(value: Any, kind: Any) -> bool:
    """Whether `value` is of the annotated type `kind`, exactly."""
    origin, parts = _annotation(kind)
    if origin is tuple:
        if type(value) is not tuple:
            return False
        wanted = (parts[0],) * len(value) if parts[-1] is Ellipsis else parts
        return len(value) == len(wanted) and all(map(_fits, value, wanted))
    if parts:
        return any(_fits(value, part) for part in parts)
    if kind in (None, type(None)):
        return value is None
    return type(value) is kind or (kind is torch.Tensor and type(value) is torch.nn.Parameter)


def encode_counts(seen: Watch) -> dict[str, Item]:
    """Return the counts and lists of texts of a watch, by name."""
    return {name: list(value) if type(value) is list else value for name, value in _public(seen)}


def take_counts(seen: Watch, record: object) -> None:
    """Put the counts that `record` holds into `seen`, where they are of the right type."""
    counts: dict[str, Any] = record if type(record) is dict else {}
    checks: dict[type, Callable[[Any], bool]] = {
        int: lambda value: type(value) in (int, bool) and 0 <= value < 10**9,
        float: lambda value: type(value) in (int, float) and math.isfinite(value),
        list: lambda value: type(value) is list and all(type(part) is str for part in value),
    }
    for name, value in _public(seen):
        if checks[type(value)](counts.get(name)):
            told = counts[name]
            setattr(seen, name, told if type(told) is not list else [clean_text(part)[:LONGEST_TEXT] for part in told])


def _public(seen: Watch) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in vars(seen).items() if name[0] != "_" and type(value) in (int, float, list)]

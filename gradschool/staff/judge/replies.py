"""What a call tells besides its value, as plain data: `Reply` and its `Facts`, and the counts of `Watch`.

Both are taken field by field from their classes, so that a new field of either travels without a change here.
"""

import math
import typing
from collections.abc import Callable
from dataclasses import fields
from functools import cache

import torch

from gradschool.check.core.ask import Reply
from gradschool.observe.tensor_facts import Facts
from gradschool.observe.watch import Watch
from gradschool.staff.judge.sanitise import clean_text
from gradschool.staff.judge.values import Decoder, Encoder, NotData

LONGEST_TEXT = 200


def encode_reply(reply: Reply, encoder: Encoder) -> dict:
    """Items of a reply's fields."""
    return {field.name: encoder.encode(getattr(reply, field.name)) for field in fields(Reply)}


def decode_reply(record, decoder: Decoder) -> Reply:
    """The reply that `record` describes, each field of the type that the class declares. Raises NotData."""
    return _decoded(Reply, record, decoder, free=("value",))


def encode_facts(facts: Facts, encoder: Encoder) -> list:
    return ["facts", {field.name: encoder.encode(getattr(facts, field.name)) for field in fields(Facts)}]


def decode_facts(record, decoder: Decoder) -> Facts:
    return _decoded(Facts, record, decoder)


def _decoded(kind: type, record, decoder: Decoder, free: tuple = ()):
    if type(record) is not dict:
        raise NotData(f"no {kind.__name__}")
    values = {}
    for field in fields(kind):
        value = decoder.decode(record.get(field.name))
        if field.name not in free:
            value = _short(value)
            if not _fits(value, field.type):
                raise NotData(f"{field.name} is of a wrong type")
        values[field.name] = value
    return kind(**values)


def _short(value):
    """Texts as a message may hold them, also inside a tuple."""
    if type(value) is tuple:
        return tuple(_short(part) for part in value)
    return clean_text(value)[:LONGEST_TEXT] if type(value) is str else value


@cache
def _annotation(kind) -> tuple:
    """What `kind` is made of: its origin and its arguments."""
    return typing.get_origin(kind), typing.get_args(kind)


def _fits(value, kind) -> bool:
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


def encode_counts(seen: Watch) -> dict:
    """The counts and lists of texts of a watch."""
    return {name: list(value) if type(value) is list else value for name, value in _public(seen)}


def take_counts(seen: Watch, record) -> None:
    """Put the counts that `record` holds into `seen`, where they are of the right type."""
    record = record if type(record) is dict else {}
    checks: dict[type, Callable] = {
        int: lambda value: type(value) in (int, bool) and 0 <= value < 10**9,
        float: lambda value: type(value) in (int, float) and math.isfinite(value),
        list: lambda value: type(value) is list and all(type(part) is str for part in value),
    }
    for name, value in _public(seen):
        if checks[type(value)](record.get(name)):
            told = record[name]
            setattr(seen, name, told if type(told) is not list else [clean_text(part)[:LONGEST_TEXT] for part in told])


def _public(seen: Watch) -> list[tuple]:
    return [(name, value) for name, value in vars(seen).items() if name[0] != "_" and type(value) in (int, float, list)]

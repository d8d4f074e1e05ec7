"""Replies keep their fields on the way, and a field of another type is refused."""

import pytest
import torch
from judge_support import assignment, both_sides, execute, passed, said, submission

from gradschool.check.core.ask import call
from gradschool.observe.tensor_facts import Facts
from gradschool.observe.watch import Watch
from gradschool.staff.judge.replies import (
    LONGEST_TEXT,
    decode_facts,
    decode_reply,
    encode_counts,
    encode_facts,
    encode_reply,
    take_counts,
)
from gradschool.staff.judge.values import Decoder, Encoder, NotData


def encoder() -> Encoder:
    return Encoder(lambda value, encoder: encode_facts(value, encoder))


def decoder(blocks) -> Decoder:
    made = Decoder(blocks, lambda kind, rest: decode_facts(rest[0], made), lambda tensor, record, grad: tensor)
    return made


def cube(x):
    x.requires_grad_()
    y = x**3
    y.backward()
    return x.grad


def test_a_reply_comes_back_with_all_its_fields():
    reply = call(cube, (torch.tensor(2.0),), Watch())
    sent = encoder()
    record = encode_reply(reply, sent)
    got = decode_reply(record, decoder(sent.blocks))
    assert got.value.item() == 12.0 and got.backward_passes == reply.backward_passes == 1
    assert isinstance(got.parts[0][0], Facts) and got.parts[0][0].is_leaf and got.events == reply.events


@pytest.mark.parametrize("change", [{"backward_passes": "many"}, {"parts": None}, {"events": ["list", "step"]}])
def test_a_field_of_another_type_is_refused(change):
    sent = encoder()
    record = encode_reply(call(cube, (torch.tensor(2.0),), Watch()), sent)
    with pytest.raises(NotData, match=f"{next(iter(change))} is of a wrong type"):
        decode_reply(record | change, decoder(sent.blocks))


@pytest.mark.parametrize("record", [None, [1], "reply"])
def test_what_is_not_a_record_is_refused(record):
    with pytest.raises(NotData, match="no Reply"):
        decode_reply(record, decoder([]))


def test_counts_are_taken_where_they_are_numbers_and_texts_are_cleaned():
    told, seen = Watch(), Watch()
    told.backward_passes, told.events = 3, ["backward", "\x1b[31m" + "x" * 1000]
    take_counts(seen, encode_counts(told) | {"empty_grad_reads": "many", "cuts": -1})
    assert (seen.backward_passes, seen.empty_grad_reads, seen.cuts) == (3, 0, 0)
    assert seen.events == ["backward", "x" * LONGEST_TEXT]


FACTS = """\
from gradschool.observe.tensor_facts import facts
seen = facts(made)
assert (seen.requires_grad, seen.is_leaf, seen.retains_grad) == (True, False, True), seen
assert seen.grad_fn == "MulBackward0" and seen.grad.tolist() == [2.0, 2.0], seen
assert facts(leaf).version == 1 and facts(leaf).is_leaf and leaf.requires_grad
"""


@both_sides
def test_graph_facts_travel_as_a_record():
    instructor = assignment(q1=FACTS)
    answer = (
        "leaf = torch.ones(2, requires_grad=True)\nwith torch.no_grad():\n    leaf.mul_(2)\n"
        "made = leaf * 3\nmade.retain_grad()\n(2 * made).sum().backward()"
    )
    executed = execute(submission(q1=answer, instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check"], said(executed)

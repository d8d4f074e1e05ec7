# ruff: noqa: E501 (what a submission does stands on one line)
"""Values survive the way between the two sides, and nothing but values in this format is accepted."""

import math

import numpy as np
import pytest
import torch
from judge_support import assignment, both_sides, execute, passed, said, submission

from gradschool.staff.judge.values import DEEPEST, Decoder, Encoder, NotData


def refuse(kind, rest):
    raise NotData(f"unknown kind {kind}")


def decode(item, blocks=()):
    return Decoder(list(blocks), refuse, lambda tensor, record, grad: tensor).decode(item)


def there_and_back(value):
    encoder = Encoder(lambda value, encoder: ["unknown"])
    return decode(encoder.encode(value), encoder.blocks)


@pytest.mark.parametrize(
    "value",
    [None, True, "text", 7, 2**70, -(2**70), 0.1, math.inf, 1 + 2j, ..., [1, [2.5]], (1, ("a",)), {1, 2},
     {"a": [1], 2: None}, torch.Size([2, 3]), torch.float32, torch.device("cpu")],
    ids=repr,
)  # fmt: skip
def test_plain_data_come_back_as_they_were(value):
    got = there_and_back(value)
    assert got == value and type(got) is type(value)


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16, torch.int8, torch.bool, torch.complex64])
def test_tensors_come_back_bit_for_bit(dtype):
    value = torch.tensor([[0, 1, 2], [3, 4, 5]]).to(dtype).T
    assert torch.equal(there_and_back(value), value) and there_and_back(value).dtype == dtype


def test_arrays_and_numbers_of_numpy_come_back():
    array = np.arange(6, dtype=np.float32).reshape(2, 3)[:, ::2]
    got = there_and_back(array)
    assert (got == array).all() and got.dtype == array.dtype and got.shape == (2, 2)
    assert there_and_back(np.float64(2.5)) == 2.5 and isinstance(there_and_back(np.float64(2.5)), np.float64)


def test_a_value_that_is_too_deep_or_too_long_is_not_sent():
    deep = []
    for _ in range(DEEPEST + 1):
        deep = [deep]
    for value in (deep, 2**100_000):
        with pytest.raises(NotData):
            there_and_back(value)


TENSOR = {"dtype": "float64", "shape": [2], "block": 0, "requires_grad": False, "is_leaf": True, "version": 0}
TENSOR |= {"retains_grad": False, "device": "cpu", "grad": None}


@pytest.mark.parametrize(
    "item, why",
    [
        (1.5, "an item without a kind"),
        ([], "an item without a kind"),
        ([1], "an item without a kind"),
        (["pickled", 0], "unknown kind pickled"),
        (["float", "many"], "not a number"),
        (["int", "0x" + "f" * 5000], "too many digits"),
        (["set", ["list"]], "no set can be made"),
        (["dict", [1]], "a dict without pairs"),
        (["device", "abacus"], "an unknown device"),
        (["tensor", TENSOR | {"shape": [-1]}], "invalid array shape"),
        (["tensor", TENSOR | {"shape": [2] * 17}], "invalid array shape"),
        (["tensor", TENSOR | {"shape": [3]}], "does not fit its shape"),
        (["tensor", TENSOR | {"block": 1}], "does not fit its shape"),
        (["tensor", TENSOR | {"dtype": "quint8"}], "a tensor of an unknown type"),
        (["tensor", TENSOR | {"version": "0"}], "without its facts"),
        (["tensor", TENSOR | {"grad": 7}], "a gradient that is not a tensor"),
        (["array", {"dtype": "O", "shape": [1], "block": 0}], "an array of an unknown type"),
    ],
)
def test_what_is_not_a_value_is_refused(item, why):
    with pytest.raises(NotData, match=why):
        decode(item, [bytes(16)])


def test_the_tensor_of_the_refused_items_is_fine_without_their_fault():
    assert decode(["tensor", TENSOR], [bytes(16)]).tolist() == [0.0, 0.0]


@both_sides
@pytest.mark.parametrize(
    "value, expected",
    [
        ("3", "3"), ("2.5", "2.5"), ("[1, 2.5, 'a']", "[1, 2.5, 'a']"), ("(1, (2, 3))", "(1, (2, 3))"), ("True", "True"),
        ("{'a': torch.ones(2), 'b': [1]}", "{'a': torch.ones(2), 'b': [1]}"), ("None", "None"), ("10**30", "10**30"),
        ("torch.arange(6.0).reshape(2, 3)", "torch.arange(6.0).reshape(2, 3)"), ("np.float64(2.5)", "2.5"),
        ("torch.nn.Parameter(torch.ones(2))", "torch.ones(2)"), ("torch.ones(2, 3).T", "torch.ones(3, 2)"),
        ("torch.zeros(0, 3)", "torch.zeros(0, 3)"), ("torch.tensor(1.5)", "torch.tensor(1.5)"),
    ],
)  # fmt: skip
def test_data_arrives_as_it_is(value, expected):
    instructor = assignment(q1=f"from gradschool import check\ncheck.value(found, {expected}, name='found')")
    executed = execute(submission(q1=f"import numpy as np\nfound = {value}", instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check"], said(executed)


@both_sides
def test_a_view_that_was_changed_under_no_grad_arrives():
    instructor = assignment(q1="from gradschool import check\ncheck.value(found, torch.ones(2), name='found')")
    answer = (
        "whole = torch.zeros(4, requires_grad=True)\nwith torch.no_grad():\n    found = whole[:2]\n    whole.add_(1)"
    )
    executed = execute(submission(q1=answer, instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check"], said(executed)

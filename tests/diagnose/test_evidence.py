"""A mistake explains answers when it predicts each of them, and not the right values."""

from dataclasses import replace

import pytest
import torch
from evidence_support import SLOPES, evidence, numbers

from gradschool.diagnose.evidence import agree, same

TWICE = [2 * slope for slope in SLOPES]


def parts(values):
    return [(value,) for value in values]


def test_a_prediction_of_every_answer_agrees():
    assert agree(parts(TWICE), evidence("derivative", TWICE, SLOPES))


def test_a_prediction_that_misses_one_answer_does_not_agree():
    assert not agree(parts([*TWICE[:2], SLOPES[2]]), evidence("derivative", TWICE, SLOPES))


def test_no_prediction_does_not_agree():
    assert not agree(None, evidence("derivative", TWICE, SLOPES))


def test_a_prediction_of_the_right_values_explains_nothing():
    assert not agree(parts(SLOPES), evidence("derivative", SLOPES, SLOPES))


def test_a_prediction_that_is_nearly_right_explains_nothing():
    """The tolerance is 1e-7 of the right value: what lies within ten times that is too near to it."""
    nearly = [slope * (1 + 5e-7) for slope in SLOPES]
    assert not agree(parts(nearly), evidence("derivative", nearly, SLOPES))
    apart = [slope * (1 + 5e-6) for slope in SLOPES]
    assert agree(parts(apart), evidence("derivative", apart, SLOPES))


def test_an_answer_rounded_to_float32_agrees_with_its_prediction():
    exact = [slope / 3 for slope in SLOPES]
    rounded = [value.float().double() for value in exact]
    found = evidence("derivative", rounded, SLOPES)
    tight = [(torch.zeros_like(value),) for value in exact]
    assert agree(parts(exact), replace(found, allowed=tight))


@pytest.mark.parametrize(
    "left, right, equal",
    [
        ((numbers(1.0, 2.0),), (numbers(1.0, 2.05),), True),
        ((numbers(1.0, 2.0),), (numbers(1.0, 2.2),), False),
        ((numbers(1.0, 2.0),), (numbers(1.0),), False),
        ((numbers(1.0),), (numbers(1.0), numbers(1.0)), False),
        ((numbers(torch.nan),), (numbers(torch.nan),), True),
        ((numbers(torch.nan),), (numbers(0.0),), False),
    ],
)
def test_parts_are_the_same_within_the_slack_if_their_shapes_are(left, right, equal):
    assert same(left, right, slack=0.1) == equal

"""How values are written: short, exact about type, and as a student would type them."""

import pytest
import torch
from check_support import cube, number

from gradschool.check.core import wording
from gradschool.check.core.arguments import leaf


@pytest.mark.parametrize(
    "got, shown",
    [
        (number(2.0), "tensor(2.)"),
        (number([1.0, -0.0, 1e-20]), "tensor([1., 0., 1e-20])"),
        (torch.tensor([1, 2]), "tensor([1, 2], dtype=int64)"),
        (torch.tensor(0.5), "tensor(0.5, dtype=float32)"),
        (torch.zeros(4, 5), "tensor of shape (4, 5), dtype=float32"),
        (torch.tensor(True), "tensor(True)"),
        (2.0, "2.0"),
        (1 / 3, "0.3333333333"),
        ((1,), "(1,)"),
        ([1, "x", None], "[1, 'x', None]"),
        (list(range(12)), "[0, 1, 2, 3, 4, 5, 6, 7, 8, …]"),
        ({"a": [number(1.0)]}, "{'a': [tensor(1.)]}"),
        (cube, "the function cube"),
        (lambda x: x, "a function"),
    ],
)
def test_a_value_is_written_with_its_type(got, shown):
    assert wording.value(got) == shown


def test_a_call_is_written_as_it_would_be_typed():
    assert wording.call(cube, (number(2.0), torch.exp, leaf(3.0))) == "cube(tensor(2.), exp, parameter(tensor(3.)))"
    assert wording.call(lambda x: x, ("text",)) == "your function('text')"


def test_a_long_value_is_cut_between_words():
    assert len(wording.value("word " * 100)) <= 100
    assert wording.value("word " * 100).endswith(" …")


@pytest.mark.parametrize("left, right, digits", [(1.0, 2.0, 6), (1.0, 1.0 + 1e-9, 10), (1.0, 1.0, 17)])
def test_so_many_digits_are_shown_that_two_numbers_differ(left, right, digits):
    assert wording.digits_apart(number(left), number(right)) == digits

"""Each call of the function table runs, and gives a value to show."""

import pytest

from gradschool import card
from gradschool.card.calls import CALLS


@pytest.mark.filterwarnings("ignore:`torch.jit.script` is deprecated")  # PyTorch calls it itself, for jvp
@pytest.mark.parametrize("group", CALLS)
def test_each_call_of_a_group_gives_a_value(group):
    table = card.calls(group)
    assert len(table.rows) == len(CALLS[group])
    empty = [what for what, _, value, _ in table.rows if value == "`None`"]
    assert empty == (["clear all parameters"] if group == "clear" else [])


def test_a_gradient_that_was_asked_for_is_shown():
    assert ("fill `.grad` of the leaves", "`6.0`") in [(what, value) for what, _, value, _ in card.calls("ask").rows]


def test_an_unknown_group_is_refused():
    with pytest.raises(KeyError, match="paint"):
        card.calls("paint")

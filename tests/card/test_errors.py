"""Each cause of an error message raises it, and each cure does not."""

import pytest
import torch

from gradschool import card
from gradschool.card.errors import ERRORS
from gradschool.card.run import complaint, fresh_names


@pytest.mark.parametrize("message", ERRORS)
def test_each_cause_gives_its_message_and_each_cure_gives_none(message):
    assert message in card.error(message).above[0]
    assert [complaint(cure, fresh_names()) for *_, cure, _ in ERRORS[message]] == [None] * len(ERRORS[message])


def test_a_row_that_gives_another_message_is_refused(monkeypatch):
    row = ("no cause", "x.backward(", "", "x", "01")
    monkeypatch.setitem(ERRORS, "wrong", (row,))
    with pytest.raises(AssertionError, match="SyntaxError"):
        card.error("wrong")


def test_a_row_that_raises_nothing_is_refused(monkeypatch):
    monkeypatch.setitem(ERRORS, "wrong", (("no cause", "x.backward()", "", "x", "01"),))
    with pytest.raises(AssertionError, match="gives None"):
        card.error("wrong")


def test_a_message_is_found_whole_and_an_unknown_one_is_refused():
    whole = "RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
    assert "detach" in str(card.error(whole))
    with pytest.raises(KeyError, match="not on the card: out of memory"):
        card.error("out of memory")


def test_recording_is_as_before_after_a_row_that_switches_it_off():
    card.error("element 0 of tensors does not require grad")
    assert torch.is_grad_enabled()

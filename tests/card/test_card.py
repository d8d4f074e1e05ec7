"""The reference card: each row is run, says what happened, and sends the reader to a section that exists."""

import nbformat
import pytest
import torch
from test_reading import headings

from gradschool import card
from gradschool.card.calls import CALLS
from gradschool.card.errors import ERRORS
from gradschool.card.run import complaint, fresh_names, run, told
from gradschool.staff.course.layout import find_course

ROWS = [row for rows in (*CALLS.values(), *ERRORS.values()) for row in rows]


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


def test_the_value_of_a_row_is_that_of_its_last_line():
    assert run("x.grad = None\n2 * x", fresh_names()).item() == 6
    assert run("y = 2 * x", fresh_names()) is None


def test_what_is_asked_is_answered():
    assert told("see `x.shape`, and `x`", fresh_names()) == "see `x.shape` is `()`, and `x` is `3.0`"


def test_a_table_is_markdown_and_aligned_text():
    table = card.Table(("a", "b"), [(card.block("if x:\n    y | z"), 1)], above=["said"])
    assert table._repr_markdown_().split("\n")[-1] == r"| `if x:`<br>&nbsp;&nbsp;&nbsp;&nbsp;`y \| z` | 1 |"
    assert str(table) == "said\na          b\nif x:      1\n    y | z"


def test_each_row_is_on_the_page():
    page = find_course().lesson("99").path
    source = "\n".join(cell.source for cell in nbformat.read(page, as_version=4).cells)
    missing = [group for group in CALLS if f'card.calls("{group}")' not in source]
    assert missing + [message for message in ERRORS if f'card.error("{message}")' not in source] == []


def test_each_row_names_a_lesson_and_a_section_that_exists():
    there = headings()
    assert {row[-1] for row in ROWS} - there == set()

"""A message is short, in a fixed order, and shows the traceback of the student alone."""

import re

import pytest
import torch
from check_support import check_slope, failed, said, slope

from gradschool import message_form
from gradschool.check.core import check_failed

KEYWORDS = ["call", "got", "expected", "mistake", "do", "read"]


def raises(x):
    raise ValueError("first line\nsecond line")


def not_written(x):
    raise NotImplementedError


WRONG = {
    "None": lambda x: None,
    "a float": lambda x: 3 * x.item() ** 2,
    "float32": lambda x: slope(x).float(),
    "shape": lambda x: slope(x).reshape(1),
    "NaN": lambda x: slope(x) * torch.nan,
    "value": lambda x: x**2,
    "sign": lambda x: -slope(x),
    "raises": raises,
    "stub": not_written,
    "text": lambda x: "3 x²\n" * 50,
    "long text in an error": lambda x: {}["x" * 500],
}


@pytest.mark.parametrize("answer", WRONG.values(), ids=WRONG)
def test_a_message_is_short_and_its_keywords_stand_in_order(answer):
    error = failed(check_slope, answer)
    headline, *rest = str(error).splitlines()
    assert not headline.startswith(" ")
    assert len(rest) <= 7
    assert all(re.match(r"  \S+ +\S", line) and line[12] != " " for line in rest)
    keywords = [line.split()[0] for line in rest]
    assert keywords == [keyword for keyword in KEYWORDS if keyword in keywords]
    assert max(map(len, rest)) < 240


def test_a_message_says_call_got_expected_mistake_do_and_read():
    error = failed(check_slope, lambda x: -slope(x))
    assert [line.split()[0] for line in error.lines[1:]] == KEYWORDS
    assert said(error, "got") == "-12"
    assert re.fullmatch(r"12 ± \S+ by finite differences", said(error, "expected"))
    assert said(error, "read") == 'lesson 01, "Ask for a gradient"'
    assert (error.mistake, type(error).__name__) == ("SIGN_FLIPPED", "CheckFailed")


def test_the_question_s_own_advice_stands_where_no_mistake_is_named():
    assert said(failed(check_slope, lambda x: x + 1, do="Think again."), "do") == "Think again."
    assert said(failed(check_slope, lambda x: -slope(x), do="Think again."), "do") != "Think again."


def test_an_answer_that_raises_keeps_its_own_traceback():
    error = failed(check_slope, raises)
    assert isinstance(error.__cause__, ValueError)
    assert said(error, "got") == "ValueError: first line"
    shown = "\n".join(error._render_traceback_())
    assert f'File "{__file__}"' in shown
    assert "second line" in shown
    assert not any(place in shown for place in check_failed.NOT_THE_STUDENTS)


def test_a_long_way_through_pytorch_is_left_out_of_the_traceback():
    error = failed(check_slope, lambda x: x.backward())
    shown = "\n".join(error._render_traceback_())
    assert f'File "{__file__}"' in shown
    assert not any(place in shown for place in check_failed.NOT_THE_STUDENTS)
    assert " ".join(shown.split()).endswith(" ".join(str(error).split()))


def test_an_answer_that_returns_shows_no_traceback_at_all():
    error = failed(check_slope, lambda x: x)
    assert error._render_traceback_()[0].startswith("CheckFailed: ")
    assert len(error._render_traceback_()) == len(error.lines)


def test_a_long_line_is_folded_between_words_under_its_text():
    error = check_failed.CheckFailed("f is not right", do="Look for what is wrong. " * 9)
    folded = [line for line in error._render_traceback_() if "Look" in line]
    assert len(folded) > 1
    assert all(len(line) <= check_failed.WIDTH for line in folded)
    assert [line[: message_form.TEXT].strip() for line in folded] == ["do", *[""] * (len(folded) - 1)]
    assert " ".join(line[message_form.TEXT :] for line in folded) == said(error, "do")

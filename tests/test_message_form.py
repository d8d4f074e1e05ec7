"""What a check writes, the report reads: one module knows the form of a message both ways."""

import subprocess
import sys

import pytest

from gradschool.check.core.check_failed import CheckFailed
from gradschool.diagnose.named_mistakes import CATALOGUE
from gradschool.message_form import KEYWORDS, TEXT, Message, parse, write

FAILED = """\
slope(x) is not the derivative of polynomial(x)
  call      slope(2.0)
  got       -8.0
  expected  8 ± 3e-11 by finite differences
  mistake   SIGN_FLIPPED: you return minus the derivative
  do        Remove the minus.
  read      lesson 01, "The slope of a curve\""""


def test_a_message_is_read_into_its_parts():
    message = parse(FAILED)
    assert message.headline == "slope(x) is not the derivative of polynomial(x)"
    assert (message.mistake, message.meaning) == ("SIGN_FLIPPED", "you return minus the derivative")
    assert (message.call, message.got, message.expected) == (
        "slope(2.0)",
        "-8.0",
        "8 ± 3e-11 by finite differences",
    )
    assert (message.do, message.read) == ("Remove the minus.", 'lesson 01, "The slope of a curve"')


@pytest.mark.parametrize("text", ["", "one line", "a\nb\n  got"])
def test_any_text_can_be_read(text):
    assert parse(text).mistake is None


@pytest.mark.parametrize("mistake", CATALOGUE)
def test_what_a_failed_check_writes_is_read_back_whole(mistake):
    error = CheckFailed("f is wrong", mistake=mistake, call="f(2.)", got="1", expected="2\n  got 3", read="01 · Leaves")
    message = parse(str(error))
    assert (message.headline, message.call, message.got, message.expected) == ("f is wrong", "f(2.)", "1", "2 got 3")
    assert (message.mistake, message.meaning) == (mistake, CATALOGUE[mistake].meaning)
    assert message.do == CATALOGUE[mistake].do
    assert write(message) == error.lines


def test_a_message_without_details_is_its_headline():
    assert write(Message("f is not written yet")) == ["f is not written yet"]
    assert parse("f is not written yet") == Message("f is not written yet")


def test_every_detail_stands_in_one_line_and_its_text_in_one_column():
    everything = Message("f", *(f"text of\n{part}" for part in ("call", "got", "expected")), do="this", read="that")
    headline, *details = write(everything)
    assert headline == "f"
    assert [line.split()[0] for line in details] == [keyword for keyword in KEYWORDS if keyword != "mistake"]
    assert all(line[:2] == "  " and line[TEXT - 1] == " " != line[TEXT] for line in details)


def test_reading_a_message_loads_no_pytorch():
    code = "import sys, gradschool.message_form; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

# ruff: noqa: E501 (what a submission does stands on one line)
"""Text and outputs of the student side are harmless where they are shown."""

import base64

import pytest
from judge_support import both_sides, execute, said, submission

from gradschool.staff.judge.sanitise import MOST_OUTPUTS, TRUNCATED, clean_outputs, clean_text

PNG = base64.b64encode(b"\x89PNG and more").decode()


@pytest.mark.parametrize(
    "text, clean",
    [
        ("plain\n\ttext", "plain\n\ttext"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://x\x07link", "link"),
        ("a\x00b\x07c\u202ed\ud800", "abcd"),
        ("10 %\r100 %", "100 %"),
        ("line\r\nline", "line\nline"),
        ("<script>", "\u2039script>"),
        ("1 < 2 and <class 'int'>", "1 < 2 and <class 'int'>"),
        (b"bytes", ""),
        (None, ""),
    ],
)
def test_text_is_cleaned(text, clean):
    assert clean_text(text) == clean


def test_of_html_only_harmless_tags_are_kept():
    html = "<table onclick='x()'><tr><td>1</td></tr></table><script>alert(1)</script><img src=x>"
    [output] = clean_outputs([{"output_type": "display_data", "data": {"text/html": html}}], 1000)
    assert output["data"]["text/html"] == "<table><tbody><tr><td>1</td></tr></tbody></table>"


def test_a_picture_is_kept_with_its_alternative_text_and_nothing_that_only_claims_to_be_one():
    data = {"image/png": PNG, "image/jpeg": PNG, "image/svg+xml": "<svg/>", "application/javascript": "x()"}
    metadata = {"image/png": {"alt": "A line\x07", "width": 7}, "other": 1}
    [output] = clean_outputs([{"output_type": "display_data", "data": data, "metadata": metadata}], 1000)
    assert output["data"] == {"image/png": PNG} and output["metadata"] == {"image/png": {"alt": "A line"}}


@pytest.mark.parametrize("outputs", [None, 7, "text", [7, None, {}], [{"output_type": "display_data", "data": 1}]])
def test_what_is_no_output_is_left_out(outputs):
    assert clean_outputs(outputs, 1000) == []


def test_outputs_are_cut_at_the_limit_and_after_so_many():
    stream = {"output_type": "stream", "name": "stderr", "text": "x" * 10}
    assert clean_outputs([stream, stream], 15)[1]["text"] == "xxxxx" + TRUNCATED
    assert len(clean_outputs([stream] * (MOST_OUTPUTS + 5), 10**6)) == MOST_OUTPUTS
    assert clean_outputs([stream], 100)[0]["name"] == "stdout"


@both_sides
def test_text_of_the_student_side_is_harmless_wherever_it_is_shown():
    answer = "class slope:\n    def __new__(cls, x):\n        raise ValueError('\\x1b[31m<script>alert(1)</script>\\x00\\u202e')"
    text = said(execute(submission("print('\\x1b[2J<img src=x onerror=alert(1)>\\x07')", q1=answer)))
    assert not set("\x00\x07\x1b\u202e") & set(text)
    assert "<script" not in text and "<img" not in text

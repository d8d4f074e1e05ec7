# ruff: noqa: E501 (what a submission does stands on one line)
"""The shell of either side behaves like a notebook's kernel, and keeps outputs up to their limit."""

from dataclasses import replace

import pytest
from judge_support import QUICK, both_sides, execute, outputs, run, said, submission

from gradschool.staff.judge.sanitise import TRUNCATED
from gradschool.staff.judge.shell import Recorder, Stream


def test_neighbouring_pieces_of_a_stream_become_one_output():
    recorder = Recorder()
    recorder.start(100)
    for name, text in (("stdout", "a"), ("stdout", "b"), ("stderr", "c"), ("stdout", "d")):
        recorder.write(name, text)
    assert [(output["name"], output["text"]) for output in recorder.finished()] == [
        ("stdout", "ab"),
        ("stderr", "c"),
        ("stdout", "d"),
    ]
    assert recorder.finished() == []


def test_what_exceeds_the_limit_is_dropped():
    recorder = Recorder()
    recorder.start(5)
    recorder.write("stdout", "123456789")
    recorder.add("display_data", {"text/plain": "a figure"}, None)
    assert [output.get("text") for output in recorder.finished()] == ["12345"]


def test_a_display_is_updated_in_its_place_and_cleared_when_the_next_comes():
    recorder = Recorder()
    recorder.start(100)
    recorder.add("display_data", {"text/plain": "1 %"}, None, display_id="bar")
    recorder.add("update", {"text/plain": "99 %"}, None, display_id="bar")
    assert recorder.outputs[0]["data"] == {"text/plain": "99 %"}
    recorder.clear(wait=True)
    assert recorder.outputs
    recorder.write("stdout", "done")
    assert [output["output_type"] for output in recorder.finished()] == ["stream"]


def test_a_stream_takes_text_only():
    recorder = Recorder()
    recorder.start(100)
    stream = Stream("stdout", recorder, 1)
    assert (stream.write("text"), stream.fileno(), stream.name) == (4, 1, "<stdout>")
    with pytest.raises(TypeError, match="must be str, not bytes"):
        stream.write(b"bytes")


@both_sides
def test_what_a_function_prints_is_shown_with_the_check_and_never_as_stderr():
    executed = execute(
        submission(q1="import sys\ndef slope(x):\n    print('hello', file=sys.stderr)\n    return 3 * x**2 - 2")
    )
    names = {output["name"] for output in outputs(executed, "a01-q1-check")}
    assert names == {"stdout"} and "hello" in said(executed)


@both_sides
def test_the_shell_is_a_kernels():
    text = run(
        "print(type(get_ipython()).__mro__[1].__name__)", "%%capture\nprint('captured')", "!echo from a shell", "_ = 7\n_",
        "from IPython.display import display, HTML\ndisplay(HTML('<b>bold</b><script>alert(1)</script>'))", "input('name?')",
        "await __import__('asyncio').sleep(0)\nprint('awaited')", "%pinfo2 nothing",
    )  # fmt: skip
    assert "ZMQInteractiveShell" in text and "from a shell" in text and "awaited" in text
    assert "captured" not in text.replace("%%capture", "")
    assert "<b>bold</b>" in text and "script" not in text and "alert" not in text
    assert "this frontend does not support input requests" in text


@both_sides
def test_figures_are_in_the_outputs():
    executed = execute(submission("import matplotlib.pyplot as plt\nplt.plot([1, 2]);", "2 + 2"))
    kinds = [sorted(output["data"]) for output in executed["cells"][-2]["outputs"]]
    assert kinds == [["image/png", "text/plain"]]
    assert executed["cells"][-1]["outputs"][0]["data"] == {"text/plain": "4"}


def kept(executed: dict, index: int = -1) -> int:
    """Characters of output that a cell of the student's own kept, without the note that there was more."""
    text = "".join(output.get("text", "") for output in executed["cells"][index]["outputs"])
    return len(text.removesuffix(TRUNCATED))


@both_sides
def test_of_a_cells_output_exactly_the_limit_is_kept():
    limits = replace(QUICK, cell_output=1000, notebook_output=2500)
    assert kept(execute(submission("print('x' * 999)"), limits=limits)) == 1000
    assert kept(execute(submission("print('x' * 5000)"), limits=limits)) == 1000
    assert kept(execute(submission("import os\nos.write(1, b'x' * 5000)"), limits=limits)) <= 1000 + len("5000")


@both_sides
def test_of_a_notebooks_output_about_the_limit_is_kept():
    limits = replace(QUICK, cell_output=1000, notebook_output=2500)
    executed = execute(submission(*["print('x' * 5000)"] * 6), limits=limits)
    assert 2500 <= sum(kept(executed, -number) for number in range(1, 7)) <= 2500 + 6 * 1000
    assert sum(kept(executed, -number) for number in range(1, 4)) <= 3 * 1000

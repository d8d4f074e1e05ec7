"""What `gradschool grade` shows while it runs and when it is done."""

import re
from io import StringIO

from rich.console import Console

from gradschool.staff.grading import run
from gradschool.staff.terminal import grading_run


def test_a_summary_shows_counts_marks_and_each_failure_in_a_line():
    taken, failed = {"ann": 1, "bob": 2}, {"cy": "it is empty"}
    summary = run.Summary("01_toy", 5, {"ann": 5, "bob": 0}, taken, ["bob"], failed, total=3)
    console = Console(file=StringIO(), width=100)
    grading_run.show(summary, console)
    told = console.file.getvalue()
    assert "01_toy: 2 graded, 1 need manual grading, 1 failed in 0.0 s" in told
    assert re.search(r"4\.5 +5 +1 +█{40}", told) and "median 2.5, mean 2.5" in told
    assert "Slowest: bob 2.0 s, ann 1.0 s" in told
    assert "cy: not graded: it is empty; the file is kept as it came" in told
    assert grading_run.as_data(summary)["ok"] is False


def test_progress_is_a_plain_line_now_and_then_where_there_is_no_terminal(monkeypatch):
    console = Console(file=StringIO(), width=100)
    with grading_run.Shown(console) as shown:
        shown(run.Summary("01_toy", total=9))
        assert console.file.getvalue() == ""
        shown._told -= grading_run.EVERY
        shown._started -= 10
        shown(run.Summary("01_toy", marks={"ann": 1.0}, failed={"bob": ""}, total=9))
    assert re.fullmatch(r"2 of 9 \(0\.2 a second, 1 failed, about 3\d s left\)\n", console.file.getvalue())

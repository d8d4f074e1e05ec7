"""Every sample answer gets the same marks each time, and the marks that nbgrader's own execution gives."""

import pytest
from answers_support import assignments_with_answers, graded_by_stock, graded_often

from gradschool.staff.sandbox import bubblewrap

RUNS = 3
pytestmark = [pytest.mark.slow, pytest.mark.equal]
if bubblewrap.missing():
    pytestmark.append(pytest.mark.skip(reason="; ".join(bubblewrap.missing())))


@pytest.mark.parametrize("name", assignments_with_answers())
def test_every_check_gives_the_same_marks_in_three_runs_and_as_nbgraders_own_execution(name, monkeypatch):
    first, *others = graded_often(name, RUNS)
    assert others == [first] * (RUNS - 1)
    # The same execution in one process, only started faster.
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "gradschool-warm")
    stock, warned = graded_by_stock(name)
    differ = {(s, c) for s, marks in first.items() for c, mark in marks.items() if stock[s][c] != mark}
    assert differ <= warned, {pair: (first[pair[0]][pair[1]], stock[pair[0]][pair[1]]) for pair in differ - warned}

# ruff: noqa: E501 (what a submission does stands on one line)
"""Graded cells see the assignment's names and the student's, and never take one for the other."""

import json

import pytest
from judge_support import assignment, both_sides, execute, passed, submission

from gradschool.staff.judge.names import Names
from gradschool.staff.judge.plan import LOCKED, STUDENTS, Step


def step(kind: str, *names: str) -> Step:
    return Step({"source": "", "metadata": {}}, kind, "a01-q1", binds=frozenset(names))


def seen(names: Names, source: str, students: dict) -> object:
    with names.students_behind(students.__getitem__):
        return eval(source, names.namespace)


def test_a_name_that_nobody_here_has_is_the_students():
    names = Names({"ours": 1})
    assert seen(names, "(ours, theirs, len([1]))", {"theirs": 2, "len": None}) == (1, 2, 1)
    with pytest.raises(NameError):
        eval("theirs", names.namespace)


def test_a_name_that_a_cell_of_ours_defines_is_never_asked_for():
    names = Names({})
    names.note_owner(step(LOCKED, "cubic"))
    with pytest.raises(NameError):
        seen(names, "cubic", {"cubic": "spoilt"})


def test_a_name_that_the_answer_cell_defines_is_the_students_although_python_or_we_have_it():
    names = Names({"points": 1})
    names.note_owner(step(STUDENTS, "points", "sum"))
    assert seen(names, "(points, sum)", {"points": 7, "sum": "theirs"}) == (7, "theirs")


def test_functions_of_locked_cells_are_what_both_sides_have():
    names = Names({"cubic": abs, "number": 3})
    names.note_given(step(LOCKED, "cubic", "number"))
    assert names.given == {"cubic": abs}
    names.note_owner(step(STUDENTS, "cubic"))
    assert names.given == {}


@both_sides
def test_a_name_that_the_assignment_defines_is_never_the_students():
    spoilt = "cubic = lambda x: 0 * x\nimport gradschool.check\ngradschool.check.derivative = lambda *a, **k: None\ndef slope(x):\n    return 0 * x"
    assert passed(execute(submission(q1=spoilt))) == []


@both_sides
def test_a_students_name_wins_over_a_check_cells_own_of_the_same_name():
    instructor = assignment(q1="points = [1]", q2="from gradschool import check\ncheck.value(points, 7)")
    notebook = json.loads(instructor)
    notebook["cells"][3]["source"] = "points = ..."
    instructor = json.dumps(notebook).encode()
    executed = execute(submission(q2="points = 7", instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check", "a01-q2-check"]

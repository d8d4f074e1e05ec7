# ruff: noqa: E501 (what a submission does stands on one line)
"""What is executed, in which order, is the instructor's: of a student's file only the answers count."""

import json

import pytest
from judge_support import SLOPE, SUM, assignment, both_sides, cell, execute, passed, submission

from gradschool.staff.judge import plan
from gradschool.staff.judge.plan import GRADED, LOCKED, STUDENTS, NotGradable

ALL = ["a01-q1-check", "a01-q1-hidden", "a01-q2-check"]


def planned(submitted: bytes) -> list[plan.Step]:
    return plan.steps(plan.read(submitted), plan.read(assignment()))


def test_the_kinds_and_the_exercises_are_those_of_the_assignment():
    found = planned(submission("print(1)", q1=SLOPE))
    assert [step.kind for step in found] == [LOCKED, STUDENTS, GRADED, GRADED, STUDENTS, GRADED, STUDENTS]
    assert [step.exercise for step in found] == ["", *["a01-q1"] * 3, *["a01-q2"] * 3]
    assert found[1].source == SLOPE and found[-1].name == "a cell of the student's own"


def test_an_added_cell_stays_behind_the_cell_that_it_followed():
    notebook = json.loads(submission(q1=SLOPE))
    notebook["cells"].insert(1, cell("first = 1"))
    notebook["cells"].insert(3, cell("second = 2"))
    sources = [step.source for step in planned(json.dumps(notebook).encode())]
    assert sources[1:4] == ["first = 1", SLOPE, "second = 2"]


def test_of_two_answers_with_one_id_the_last_counts():
    notebook = json.loads(submission(q1="def slope(x):\n    return 0"))
    copy = json.loads(json.dumps(notebook["cells"][1])) | {"source": SLOPE}
    notebook["cells"].append(copy)
    found = planned(json.dumps(notebook).encode())
    assert [step.source for step in found if step.name == "a01-q1-answer"] == [SLOPE]


@pytest.mark.parametrize(
    "source, names",
    [
        ("import torch as t, numpy.linalg\nfrom math import sin", {"t", "numpy", "sin"}),
        ("if True:\n    a = 1\nfor b in []:\n    c, d = 1, 2\nwith open('x') as e: pass", {"a", "b", "c", "d", "e"}),
        ("def f(x):\n    inner = 1\nclass G:\n    y = 1", {"f", "G"}),
        ("h = [k for k in range(3)]", {"h"}),
        ("%matplotlib inline\nz = 1", {"z"}),
        ("this is not Python", set()),
    ],
)
def test_the_names_that_a_cell_defines(source, names):
    assert plan.bound_names(source) == names


def test_of_a_graded_cell_the_definitions_are_kept_and_no_hidden_test():
    source = "import torch\nx = 1\ndef f():\n    return 2\n### BEGIN HIDDEN TESTS\ndef g(): pass\n### END HIDDEN TESTS\nclass H: pass"
    assert plan.visible_definitions(source) == "import torch\ndef f():\n    return 2\nclass H:\n    pass"


@pytest.mark.parametrize(
    "data, line",
    [(b"hello", "not JSON"), (b"", "not JSON"), (b"[1]", "format 4"), (b'{"nbformat": 3, "cells": []}', "format 4"),
     (b'{"nbformat": 4, "cells": [7]}', "one of its cells is malformed"), (b"\xff\xfe", "not JSON"),
     (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": 7}]}', "one of its cells is malformed"),
     (b'{"nbformat": 4, "cells": [{"cell_type": "code", "metadata": []}]}', "one of its cells is malformed"),
     (b"[" * 100_000, "not JSON")],
)  # fmt: skip
def test_what_is_no_notebook_is_refused_in_one_line(data, line):
    with pytest.raises(NotGradable, match=line) as caught:
        plan.read(data)
    assert "\n" not in str(caught.value)


@both_sides
def test_the_refusal_reaches_the_one_who_grades():
    with pytest.raises(NotGradable, match="^one of its cells is malformed$"):
        execute(b'{"nbformat": 4, "cells": [7]}')


@both_sides
def test_helpers_in_cells_of_ones_own_count():
    notebook = json.loads(submission(q1="def slope(x):\n    return helper(x)"))
    notebook["cells"].insert(1, cell("def helper(x):\n    return 3 * x**2 - 2"))
    assert passed(execute(json.dumps(notebook).encode())) == ALL[:2]


@both_sides
def test_the_order_tags_flags_and_copies_of_a_students_file_decide_nothing():
    notebook = json.loads(submission(q1=SLOPE, q2=SUM))
    for made in notebook["cells"]:
        made["metadata"]["tags"] = ["raises-exception", "skip-execution"]
        made["metadata"]["nbgrader"] |= {"points": 99, "grade": False, "locked": False, "solution": True}
    notebook["cells"] = notebook["cells"][::-1] + [notebook["cells"][2]]
    executed = execute(json.dumps(notebook).encode())
    assert passed(executed) == ALL
    assert [c["metadata"]["nbgrader"]["points"] for c in executed["cells"] if c["metadata"].get("nbgrader", {}).get("grade")] == [1, 1, 1]  # fmt: skip

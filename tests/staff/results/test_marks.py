"""Marks that are read from an executed notebook are those that nbgrader reads."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.utils import determine_grade
from toy import graded

from gradschool.staff.results.marks import marks_in

SAID = new_output("stream", name="stdout", text="agrees\n")
WARNED = new_output("stream", name="stderr", text="a warning\n")
RAISED = new_output("error", ename="CheckFailed", evalue="wrong", traceback=[])


def result(text: str):
    return new_output("execute_result", data={"text/plain": text}, execution_count=None)


def check(outputs=()):
    return graded(new_code_cell("require(double, 3, 6)", outputs=list(outputs)), "a01-q1-check", points=4)


@pytest.mark.parametrize(
    ("outputs", "points"),
    [
        ([], 4),
        ([SAID], 4),
        ([RAISED], 0),
        ([SAID, RAISED], 0),
        ([WARNED], 0),
        ([result("2.5")], 2.5),
        ([result("0")], 0),
        ([result("-1")], 4),
        ([result("True")], 4),
        ([result("nan")], 4),
        ([result("1"), RAISED], 1),
    ],
)
def test_a_check_earns_what_nbgrader_gives_for_its_outputs(outputs, points):
    cell = check(outputs)
    assert determine_grade(cell) == (points, 4)
    assert marks_in([cell], [check()]).grades == {"a01-q1-check": (points, 4, False)}


def answer(source: str, **parts):
    return graded(new_code_cell(source), "a01-q1-double", solution=True, **parts)


def test_an_answer_that_was_left_as_it_came_is_unanswered():
    stub, other = answer("raise NotImplementedError"), answer("double = 2")
    assert marks_in([stub], [stub]).unanswered == {"a01-q1-double"}
    assert marks_in([other], [stub]).unanswered == set()


def test_an_answer_cell_that_was_deleted_is_not_unanswered_but_missing():
    marks = marks_in([], [answer("raise NotImplementedError")])
    assert (marks.answers, marks.unanswered) == (("a01-q1-double",), set())


def test_an_answer_that_a_person_reads_has_no_mark_yet_unless_nothing_was_written():
    stub, other = answer("# why?", points=3), answer("# because", points=3)
    assert marks_in([other], [stub]).grades == {"a01-q1-double": (0, 3, True)}
    assert marks_in([stub], [stub]).grades == {"a01-q1-double": (0, 3, False)}


def test_a_text_that_is_graded_waits_for_a_person():
    text = graded(new_markdown_cell("Say why."), "a01-q1-why", points=2)
    assert marks_in([text], [text]).grades == {"a01-q1-why": (0, 2, True)}


def test_a_students_own_cell_counts_for_nothing():
    own = new_code_cell("1 + 1", outputs=[RAISED])
    assert marks_in([own, check()], [check()]).grades == {"a01-q1-check": (4, 4, False)}

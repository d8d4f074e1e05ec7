"""The classic ten autograd exercises are all graded, and CONTRIBUTING.md says where."""

import re

import pytest

from gradschool.staff.authoring.rules import graded_cells
from gradschool.staff.course.layout import find_course
from gradschool.staff.course.notebooks import read
from gradschool.staff.samples.answers import answer_cells

COURSE = find_course(__file__)
GRADED_BY = {
    "gradient of a function of several variables": ["a01-q2-partials"],
    "`torch.autograd.grad`": ["a04-q5-profit-gradient", "a05-q5-separate-gradients"],
    "Jacobian": ["a04-q4-jacobian-rows", "a09-q1-polar-jacobian", "a09-q2-jacobian-by-rows"],
    "derivatives of higher order": ["a09-q3-derivatives"],
    "`no_grad`": ["a06-q1-update"],
    "`detach`, compared with the gradient that is meant": ["a06-q4-rating-gradient"],
    "memory that graphs hold, on a CPU or a GPU": ["a06-q6-bytes-kept", "a06-q7-fit"],
    "gradient and Hessian of a scalar function": ["a09-q4-rosenbrock", "a09-q6-newton-step"],
    "accumulating and zeroing": ["a05-q1-predictions", "a05-q2-train", "a05-q3-accumulate"],
    "`retain_graph`": ["a05-q5-separate-gradients", "a09-q2-jacobian-by-rows"],
}
IDS = sorted({grade_id for ids in GRADED_BY.values() for grade_id in ids})


def test_there_are_ten():
    assert len(GRADED_BY) == 10 and all(GRADED_BY.values())


@pytest.mark.parametrize("grade_id", IDS)
def test_each_exercise_has_an_answer_cell_and_graded_checks(grade_id):
    assignment = COURSE.assignment(grade_id[1:3])
    notebook = read(COURSE.source_notebook(assignment))
    cells = [cell.id for cell in answer_cells(notebook).values()]
    prefix = "-".join(grade_id.split("-")[:2]) + "-"
    points = [cell.metadata.nbgrader.points for cell in graded_cells(notebook) if cell.id.startswith(prefix)]
    assert grade_id in cells
    assert len(points) >= 2 and min(points) > 0


def test_contributing_says_the_same():
    text = (COURSE.root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split("## What grades what\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", section, re.MULTILINE)
    table = {name: re.findall(r"a\d\d-[a-z0-9-]+", ids) for name, ids in rows if "a0" in ids}
    assert table == GRADED_BY

"""Notebooks for tests of the judge, and one pair of warm processes that all of them share."""

import json
from functools import cache

import pytest
from nbformat import NotebookNode, writes
from nbformat.v4 import new_code_cell, new_notebook

from gradschool.staff.judge.worker import Job, Worker
from gradschool.staff.sandbox import box
from gradschool.staff.sandbox.limits import Limits

QUICK = Limits(cell_seconds=4, submission_seconds=20, cpu_seconds=15, memory_mb=700)

SETUP = "import torch\n\n\ndef cubic(x):\n    return x**3 - 2 * x\n"
SLOPE = "def slope(x):\n    return 3 * x**2 - 2"
SUM = "def total(x, y):\n    return x + y"
CHECK_SLOPE = "from gradschool import check\n\ncheck.derivative(slope, of=cubic, at=[2.0, -1.0])"
HIDDEN_SLOPE = """\
### BEGIN HIDDEN TESTS
from gradschool import check

check.derivative(slope, of=cubic, at=check.draw(4, seed=7411))
### END HIDDEN TESTS"""
CHECK_SUM = "from gradschool import check\n\ncheck.equals(total, lambda x, y: x + y, at=[(1.0, 2.0)])"

BOTH_SIDES = [pytest.mark.slow, pytest.mark.xdist_group("judge")]
if box.missing():
    BOTH_SIDES.append(pytest.mark.skip(reason="; ".join(box.missing())))


def cell(source: str, grade_id: str | None = None, points: int = 0, solution: bool = False) -> NotebookNode:
    """A code cell of the student's own, or with a grade id one of the assignment's."""
    made = new_code_cell(source)
    if grade_id is not None:
        flags = {"grade": points > 0, "solution": solution, "locked": not solution, "task": False, "points": points}
        made.metadata["nbgrader"] = {"schema_version": 3, "grade_id": grade_id, "cell_type": "code", **flags}
    return made


def assignment(setup: str = SETUP, **checks: str) -> bytes:
    """The instructor's cells: a setup, and exercises q1 (slope) and q2 (total) unless `checks` says otherwise."""
    cells = [cell(setup, "a01-setup")]
    if not checks:
        checks = {"q1": CHECK_SLOPE, "q1-hidden": HIDDEN_SLOPE, "q2": CHECK_SUM}
    for key, source in checks.items():
        if "-" not in key:
            cells.append(cell("raise NotImplementedError", f"a01-{key}-answer", solution=True))
        cells.append(cell(source, f"a01-{key}{'' if '-' in key else '-check'}", points=1))
    return writes(new_notebook(cells=cells)).encode()


def submission(*own: str, instructor: bytes | None = None, **answers: str) -> bytes:
    """The assignment with `answers` by exercise (q1="def …") and cells of the student's own at its end."""
    notebook = json.loads(instructor or assignment())
    for made in notebook["cells"]:
        name = made["metadata"]["nbgrader"]["grade_id"].removeprefix("a01-").removesuffix("-answer")
        if name in answers:
            made["source"] = answers[name]
    notebook["cells"] += [json.loads(json.dumps(cell(source))) for source in own]
    return json.dumps(notebook).encode()


@cache
def worker(limits: Limits = QUICK, walls: bool = True) -> Worker:
    return Worker(limits, walls)


def execute(submitted: bytes, instructor: bytes | None = None, files=None, limits: Limits = QUICK, walls=True) -> dict:
    """The executed notebook, as plain data."""
    job = Job(submitted, instructor or assignment(), limits, files or {}, walls)
    return json.loads(worker(limits, walls).execute(job))


def outputs(executed: dict, name: str) -> list[dict]:
    """Outputs of the cell with this grade id."""
    [found] = [c for c in executed["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name]
    return found["outputs"]


def passed(executed: dict) -> list[str]:
    """Grade ids of the graded cells that earn their points, as nbgrader reads them."""
    from nbformat import from_dict
    from nbgrader.utils import determine_grade

    graded = [from_dict(c) for c in executed["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    return [c.metadata.nbgrader.grade_id for c in graded if determine_grade(c)[0] == c.metadata.nbgrader.points]


def said(executed: dict) -> str:
    """All text that the notebook's cells put out."""
    texts = []
    for made in executed["cells"]:
        for output in made.get("outputs", []):
            texts += [output.get("text", ""), output.get("evalue", ""), *output.get("traceback", [])]
            texts += [str(value) for value in output.get("data", {}).values()]
    return "\n".join(texts)


def run(*cells: str, **options) -> str:
    """What cells of a student's own put out."""
    return said(execute(submission(*cells), **options))


def both_sides(test):
    """Mark a test that runs the judge's two processes; for a whole file use `pytestmark = BOTH_SIDES`."""
    for mark in BOTH_SIDES:
        test = mark(test)
    return test

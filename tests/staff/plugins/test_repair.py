"""A submission's cells match the assignment again, whatever happened to them by accident."""

import pytest
from jsonschema import ValidationError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from gradschool.staff.plugins.repair import SCHEMA, CheckMetadata, RepairCells, cell_of

FLAGS = {
    "schema_version": SCHEMA,
    "grade": False,
    "solution": False,
    "task": False,
    "locked": True,
    "cell_type": "code",
}
ASSIGNED = {
    "a01-setup": (FLAGS | {"grade_id": "a01-setup"}, "import torch"),
    "a01-q1": (FLAGS | {"grade_id": "a01-q1", "solution": True, "locked": False}, "raise NotImplementedError"),
    "a01-q1-check": (FLAGS | {"grade_id": "a01-q1-check", "grade": True, "points": 2}, "assert f() == 1"),
}


def submitted(*names: str) -> NotebookNode:
    return new_notebook(cells=[cell_of(*ASSIGNED[name]) for name in names])


def ids(nb: NotebookNode) -> list[str | None]:
    return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in nb.cells]


def test_a_missing_check_comes_back_behind_the_cell_that_precedes_it():
    nb = submitted("a01-setup", "a01-q1")
    nb.cells.append(new_code_cell("own = 1"))
    RepairCells()._put_back(nb, ASSIGNED)
    assert ids(nb) == ["a01-setup", "a01-q1", None, "a01-q1-check", None]
    assert "was missing from the submission" in nb.cells[2].source and nb.cells[3].source == "assert f() == 1"


def test_a_missing_answer_stays_missing():
    nb = submitted("a01-setup", "a01-q1-check")
    RepairCells()._put_back(nb, ASSIGNED)
    assert ids(nb) == ["a01-setup", "a01-q1-check"]


def test_the_last_of_several_copies_counts_and_gets_its_flags_back():
    nb = submitted("a01-q1", "a01-q1")
    nb.cells[1].metadata["nbgrader"] = {"grade_id": "a01-q1", "points": 99, "locked": True}
    RepairCells()._drop_copies(nb, ASSIGNED)
    assert ids(nb) == [None, "a01-q1"]
    assert nb.cells[1].metadata["nbgrader"] == ASSIGNED["a01-q1"][0]


@pytest.mark.parametrize("metadata", [{"grade_id": "a99"}, {"grade_id": ["a01-q1"]}, {"grade_id": None}, 7, []])
def test_what_claims_to_be_a_cell_of_the_assignment_becomes_the_students_own(metadata):
    nb = new_notebook(cells=[new_code_cell("x = 1")])
    nb.cells[0].metadata["nbgrader"] = metadata
    RepairCells()._drop_copies(nb, ASSIGNED)
    assert "nbgrader" not in nb.cells[0].metadata and nb.cells[0].source == "x = 1"


def test_metadata_are_checked_once_for_all_cells_that_have_the_same(monkeypatch):
    checked = []
    check = CheckMetadata()
    monkeypatch.setattr(
        CheckMetadata.__mro__[1],
        "preprocess",
        lambda self, nb, resources: checked.append(len(nb.cells)) or (nb, resources),
    )
    nb = submitted("a01-setup", "a01-setup", "a01-q1")
    check.preprocess(nb, {})
    check.preprocess(nb, {})
    assert checked == [3, 0]


def test_metadata_that_are_not_valid_are_refused_as_by_nbgrader():
    nb = submitted("a01-q1-check")
    nb.cells[0].metadata["nbgrader"]["points"] = "many"
    with pytest.raises(ValidationError):
        CheckMetadata().preprocess(nb, {})


def test_a_submission_with_a_deleted_check_is_graded(toy_class):
    assert toy_class.result("deleted-check").points == toy_class.result("right").points
    assert toy_class.result("copied-check").points == toy_class.result("right").points

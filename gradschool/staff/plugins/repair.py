"""Make a submission's cells match the assignment again, so that an honest accident costs no marks.

By itself nbgrader stops the whole batch at a copied test cell, and leaves a deleted one ungraded. `RepairCells` belongs
in `c.Autograde.sanitize_preprocessors`, in the place of `DeduplicateIds` and before `OverwriteCells`.
"""

import json

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.preprocessors import CheckCellMetadata, NbGraderPreprocessor

from gradschool.staff.course.markers import grade_id

SCHEMA = 3
PUT_BACK = "The next cell, `{name}`, was missing from the submission and was put back for grading."


class RepairCells(NbGraderPreprocessor):
    """Drop copies of the assignment's cells, put back graded cells that are missing, restore flags and points."""

    def preprocess(self, nb, resources):
        """Repair one notebook against the instructor's cells in the gradebook.

        Of several cells with one grade id the last counts, as with nbgrader's `DeduplicateIds`; the others stay as the
        student's own cells. A missing graded cell comes back after the cell that precedes it in the assignment.
        """
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            theirs = instructors_cells(gradebook.find_notebook(where["notebook"], where["assignment"]))
        self._drop_copies(nb, theirs)
        self._put_back(nb, theirs)
        return nb, resources

    def _drop_copies(self, nb: NotebookNode, theirs: dict[str, tuple]) -> None:
        seen = set()
        for cell in reversed(nb.cells):
            name = grade_id(cell)
            if name in theirs and name not in seen:
                seen.add(name)
                cell.metadata["nbgrader"] = NotebookNode(theirs[name][0])
            elif "nbgrader" in cell.metadata:
                self.log.warning("Cell '%s' is a copy or unknown; it is kept as the student's own cell", name)
                del cell.metadata["nbgrader"]

    def _put_back(self, nb: NotebookNode, theirs: dict[str, tuple]) -> None:
        position = 0
        for name, (metadata, source) in theirs.items():
            places = [index for index, cell in enumerate(nb.cells) if grade_id(cell) == name]
            if places:
                position = places[0] + 1
            elif metadata["grade"] or metadata["task"]:
                self.log.warning("Cell '%s' was missing; it was put back", name)
                restored = [new_markdown_cell(PUT_BACK.format(name=name)), cell_of(metadata, source)]
                nb.cells[position:position] = restored
                position += len(restored)


class CheckMetadata(CheckCellMetadata):
    """Check metadata as nbgrader does, but only once for cells of the same metadata: it takes milliseconds a cell."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._known: set[str] = set()

    def preprocess(self, nb, resources):
        """Leave the notebook as it is. Raises what nbgrader's own raises for a cell whose metadata is not valid."""
        told = [json.dumps(cell.metadata.get("nbgrader"), sort_keys=True, default=repr) for cell in nb.cells]
        new = [cell for cell, metadata in zip(nb.cells, told, strict=True) if metadata not in self._known]
        super().preprocess(new_notebook(cells=new), resources)
        self._known.update(told)
        return nb, resources


def instructors_cells(notebook) -> dict[str, tuple]:
    """Read the cells of a notebook in the gradebook: from each grade id to the cell's metadata and source."""
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    graded = {cell.name for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    found = {}
    for cell in notebook.source_cells:
        metadata = {
            "schema_version": SCHEMA,
            "grade_id": cell.name,
            "grade": cell.name in graded,
            "solution": cell.name in solutions,
            "task": cell.name in tasks,
            "locked": bool(cell.locked),
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
        }
        if cell.name in points:
            metadata["points"] = points[cell.name]
        found[cell.name] = (metadata, cell.source)
    return found


def cell_of(metadata: dict, source: str) -> NotebookNode:
    """Make a cell of the assignment from its metadata and source."""
    new_cell = new_code_cell if metadata["cell_type"] == "code" else new_markdown_cell
    return new_cell(source, metadata={"nbgrader": metadata})

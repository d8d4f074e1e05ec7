"""Which cells are executed, on which side and in which order: the instructor's, with the student's answers in place."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from gradschool.staff.course.markers import grade_id, without_hidden_tests

LOCKED, GRADED, STUDENTS, TEXT = "locked", "graded", "student's", "text"
EXERCISE = re.compile(r"a\d\d-q\d+")
# Names that are bound inside these are not the notebook's.
OWN_SCOPE = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)
MALFORMED_CELL = "one of its cells is malformed"

# A notebook or a cell as JSON has it
Json = dict[str, Any]


class NotGradable(Exception):
    """A notebook cannot be graded; the text says why, in one line."""


@dataclass(frozen=True)
class Step:
    """One cell of the executed notebook, and how it is run.

    cell: the cell as the executed notebook holds it.
    kind: LOCKED (runs on both sides), GRADED (on the judge side), STUDENTS (on the student side) or TEXT (nowhere).
    exercise: the exercise that it belongs to; when the student side dies in one of its cells, the later ones are lost.
    points: what a graded cell is worth.
    binds: the names that the instructor's copy of the cell defines.
    """

    cell: Json
    kind: str
    exercise: str
    points: float = 0.0
    binds: frozenset[str] = frozenset()

    @property
    def source(self) -> str:
        """The code or text of the cell."""
        source: str = self.cell["source"]
        return source

    @property
    def name(self) -> str:
        """The cell as a message calls it."""
        return grade_id(self.cell) or "a cell of the student's own"


def read(data: bytes) -> Json:
    """Read a notebook as plain data, each source in one piece. Raises NotGradable."""
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        raise NotGradable("it is not a notebook (not JSON)") from None
    if type(notebook) is not dict or type(notebook.get("cells")) is not list or notebook.get("nbformat") != 4:
        raise NotGradable("it is not a notebook of format 4")
    return notebook | {"cells": [_read_cell(cell) for cell in notebook["cells"]]}


def _read_cell(cell: object) -> Json:
    if type(cell) is not dict or cell.get("cell_type") not in ("code", "markdown", "raw"):
        raise NotGradable(MALFORMED_CELL)
    source = cell.get("source", "")
    if type(source) is list and all(type(line) is str for line in source):
        source = "".join(source)
    if type(source) is not str or type(cell.setdefault("metadata", {})) is not dict:
        raise NotGradable(MALFORMED_CELL)
    return cell | {"source": source}


def steps(submitted: Json, instructor: Json) -> list[Step]:
    """Return all cells in the instructor's order; cells that a student added stay behind the cell that they followed.

    Of the student's file only the sources of answer cells and of added cells count. Of several cells with one grade id
    the last is the answer; the others count as added.
    """
    assigned = {name: cell for cell in instructor["cells"] if (name := grade_id(cell)) is not None}
    last = {grade_id(cell): index for index, cell in enumerate(submitted["cells"])}
    added: dict[str | None, list[Json]] = {None: []}
    answers: dict[str, Json] = {}
    place = None
    for index, cell in enumerate(submitted["cells"]):
        name = grade_id(cell)
        if name is not None and name in assigned and last[name] == index:
            answers[name] = cell
            place = name
        else:
            added.setdefault(place, []).append(cell)
    exercise = ""
    planned = [_added_step(cell, exercise) for cell in added[None]]
    for name, cell in assigned.items():
        exercise = _exercise(name, cell, exercise)
        step = _step(cell, answers.get(name), exercise)
        if step is not None:
            planned.append(step)
        planned += [_added_step(own, exercise) for own in added.get(name, [])]
    return planned


def _exercise(name: str, cell: Json, current: str) -> str:
    """Tell the exercise of a cell of the assignment from its grade id; else each answer cell begins a new one."""
    match = EXERCISE.match(name)
    if match:
        return match[0]
    return name if cell["metadata"]["nbgrader"]["solution"] else current


def _step(cell: Json, answer: Json | None, exercise: str) -> Step | None:
    """Plan a cell of the assignment; an answer cell without an answer is left out."""
    flags = cell["metadata"]["nbgrader"]
    binds = bound_names(cell["source"]) if cell["cell_type"] == "code" else frozenset()
    points = float(flags.get("points") or 0)
    outputs: Json = {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}
    if flags["solution"] or not flags["locked"]:
        if answer is None:
            return None
        base = {key: answer[key] for key in ("id", "attachments") if key in answer}
        kind = STUDENTS if cell["cell_type"] == "code" else TEXT
        made = base | {"cell_type": cell["cell_type"], "metadata": cell["metadata"], "source": answer["source"]}
        return Step(made | outputs, kind, exercise, points, binds)
    identity = {"id": answer["id"]} if answer is not None and "id" in answer else {}
    made = identity | {"cell_type": cell["cell_type"], "metadata": cell["metadata"], "source": cell["source"]} | outputs
    kind = TEXT if cell["cell_type"] != "code" else GRADED if flags["grade"] else LOCKED
    return Step(made, kind, exercise, points, binds)


def _added_step(cell: Json, exercise: str) -> Step:
    """Plan a cell that the student added: what it says of itself, in metadata, decides nothing."""
    made: Json = {key: cell[key] for key in ("id", "cell_type", "source", "attachments") if key in cell} | {
        "metadata": {}
    }
    if cell["cell_type"] == "code":
        made |= {"outputs": [], "execution_count": None}
    return Step(made, STUDENTS if cell["cell_type"] == "code" else TEXT, exercise)


def bound_names(source: str) -> frozenset[str]:
    """Return the names that a cell defines in the notebook, in branches and loops too; none where it is not Python."""
    tree = _parsed(source)
    return frozenset() if tree is None else frozenset(_bound(tree.body))


def _bound(body: Iterable[ast.AST]) -> set[str]:
    names: set[str] = set()
    for node in _outside_functions(body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            names.add(node.name)
    return names


def _outside_functions(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield all nodes of statements but those inside functions, classes and comprehensions."""
    for node in body:
        yield node
        if not isinstance(node, OWN_SCOPE):
            yield from _outside_functions(ast.iter_child_nodes(node))


def visible_definitions(source: str) -> str:
    """Return the imports, functions and classes of a graded cell, for the cells after it; none of its hidden tests."""
    tree = _parsed(without_hidden_tests(source))
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    return "" if tree is None else "\n".join(ast.unparse(node) for node in tree.body if isinstance(node, kinds))


def _parsed(source: str) -> ast.Module | None:
    """Parse a cell; None when it is not Python, even after IPython has transformed its magics."""
    # First as it stands: the transformation takes longer than parsing, and leaves plain Python as it is.
    for transform in (str, _without_magics):
        try:
            return ast.parse(transform(source))
        except (SyntaxError, ValueError, RecursionError):
            continue
    return None


def _without_magics(source: str) -> str:
    return TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]

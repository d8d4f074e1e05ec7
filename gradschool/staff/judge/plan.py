"""What is executed, where and in which order: the instructor's cells, and the student's beside them."""

import ast
import json
import re
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager

from gradschool.staff.course.markers import grade_id

LOCKED, GRADED, STUDENTS, TEXT = "locked", "graded", "student's", "text"
EXERCISE = re.compile(r"a\d\d-q\d+")
BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"


class NotGradable(Exception):
    """A notebook that cannot be graded; its text is one line that says why."""


@dataclass(frozen=True)
class Step:
    """One cell of the executed notebook, and how it is run.

    `exercise` groups cells that stand or fall together; `binds` are the names that the instructor's copy of the cell
    defines.
    """

    cell: dict
    kind: str
    exercise: str
    points: float = 0.0
    binds: frozenset[str] = frozenset()

    @property
    def source(self) -> str:
        return self.cell["source"]

    @property
    def name(self) -> str:
        return grade_id(self.cell) or "a cell of the student's own"


def read(data: bytes) -> dict:
    """A notebook as plain data, each source in one piece. Raises NotGradable."""
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        raise NotGradable("it is not a notebook (not JSON)") from None
    if type(notebook) is not dict or type(notebook.get("cells")) is not list or notebook.get("nbformat") != 4:
        raise NotGradable("it is not a notebook of format 4")
    notebook["cells"] = [_readable(cell) for cell in notebook["cells"]]
    return notebook


def _readable(cell) -> dict:
    if type(cell) is not dict or cell.get("cell_type") not in ("code", "markdown", "raw"):
        raise NotGradable("it has a cell that is none")
    source = cell.get("source", "")
    if type(source) is list and all(type(line) is str for line in source):
        source = "".join(source)
    if type(source) is not str or type(cell.setdefault("metadata", {})) is not dict:
        raise NotGradable("it has a cell that is none")
    return cell | {"source": source}


def steps(submitted: dict, instructor: dict) -> list[Step]:
    """All cells in the instructor's order; a student's own cells stay behind the cell that they followed.

    Of the student's file only the sources of answer cells and of own cells count. Of several cells with one grade id
    the last is the answer, the others are the student's own.
    """
    theirs = {grade_id(cell): cell for cell in instructor["cells"]}
    last = {grade_id(cell): index for index, cell in enumerate(submitted["cells"])}
    behind: dict[str | None, list[dict]] = {None: []}
    answers, place = {}, None
    for index, cell in enumerate(submitted["cells"]):
        name = grade_id(cell)
        if name in theirs and last[name] == index:
            answers[name] = cell
            place = name
        else:
            behind.setdefault(place, []).append(cell)
    made, exercise = [], ""
    made += [_own(cell, exercise) for cell in behind[None]]
    for name, cell in theirs.items():
        exercise = _exercise(name, cell, exercise)
        step = _step(cell, answers.get(name), exercise)
        if step is not None:
            made.append(step)
        made += [_own(own, exercise) for own in behind.get(name, [])]
    return made


def _exercise(name: str, cell: dict, current: str) -> str:
    """The exercise of a cell of the assignment's: from its id, else a new one begins at each answer cell."""
    match = EXERCISE.match(name)
    if match:
        return match[0]
    return name if cell["metadata"]["nbgrader"]["solution"] else current


def _step(cell: dict, answer: dict | None, exercise: str) -> Step | None:
    flags = cell["metadata"]["nbgrader"]
    binds = bound_names(cell["source"]) if cell["cell_type"] == "code" else frozenset()
    points = float(flags.get("points") or 0)
    outputs = {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}
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


def _own(cell: dict, exercise: str) -> Step:
    """A cell of the student's own: what it says of itself, in metadata, decides nothing."""
    made = {key: cell[key] for key in ("id", "cell_type", "source", "attachments") if key in cell} | {"metadata": {}}
    if cell["cell_type"] == "code":
        made |= {"outputs": [], "execution_count": None}
    return Step(made, STUDENTS if cell["cell_type"] == "code" else TEXT, exercise)


def bound_names(source: str) -> frozenset[str]:
    """Names that a cell defines in the notebook, wherever in it; none for a cell that is not Python."""
    tree = _parsed(source)
    return frozenset() if tree is None else frozenset(_bound(tree.body))


def _bound(body: list[ast.stmt]) -> set[str]:
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


def _outside_functions(body: list[ast.AST]):
    """All nodes of statements, but not what is inside functions, classes and comprehensions."""
    closed = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    closed += (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    for node in body:
        yield node
        if not isinstance(node, closed):
            yield from _outside_functions(list(ast.iter_child_nodes(node)))


def visible_definitions(source: str) -> str:
    """What a graded cell defines for the cells after it, without its hidden part: imports, functions and classes."""
    shown, hidden = [], False
    for line in source.splitlines():
        hidden = hidden or BEGIN in line
        if not hidden:
            shown.append(line)
        hidden = hidden and END not in line
    tree = _parsed("\n".join(shown))
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    return "" if tree is None else "\n".join(ast.unparse(node) for node in tree.body if isinstance(node, kinds))


def _parsed(source: str) -> ast.Module | None:
    # What is Python as it stands is the same after IPython's transformation, which takes longer than the parsing.
    for transform in (str, TransformerManager().transform_cell):
        try:
            return ast.parse(transform(source))
        except (SyntaxError, ValueError, RecursionError):
            continue
    return None

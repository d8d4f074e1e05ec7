"""Read, normalise and write notebooks so that the same content always gives the same bytes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from gradschool.staff.course.trouble import CourseError

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = {"nbgrader", "tags"}
NBGRADER_METADATA = {"grade", "grade_id", "locked", "points", "schema_version", "solution", "task"}
# Dropped, because the id in it is random. What is left shows the widget as text until the cell is run.
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def read(path: Path, shown: str | None = None) -> NotebookNode:
    """Read the notebook at `path`, which a message calls `shown`. Raises CourseError when it is not a valid one."""
    path, shown = Path(path), shown or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"{shown}: there is no such notebook") from None
    except UnicodeDecodeError as error:
        raise CourseError(f"{shown}: not a notebook (not UTF-8 at byte {error.start}); restore it from git") from None
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}: {error.msg}"
        raise CourseError(f"{shown}: not a notebook (not JSON, {where}); restore it from git") from None
    if not isinstance(data, dict) or "nbformat" not in data:
        raise CourseError(f"{shown}: not a notebook (JSON of another kind); restore it from git")
    if data["nbformat"] != 4 or data.get("nbformat_minor", 0) < 5:
        raise CourseError(f"{shown}: not in notebook format 4.5; open it in JupyterLab and save it again")
    # Unlike nbformat.read and validate, this repairs nothing silently, so that a duplicate id is reported.
    problem = next(nbformat.validator.iter_validate(data), None)  # type: ignore[no-untyped-call]
    if problem:
        said = str(problem.message).splitlines()[0][:100]
        raise CourseError(f"{shown}: not a valid notebook ({said}); restore it from git")
    notebook: NotebookNode = nbformat.v4.to_notebook(data)  # type: ignore[no-untyped-call]
    return notebook


def write(nb: NotebookNode, path: Path) -> bool:
    """Write `nb` to `path`, making its folder. Return whether the bytes on disk changed."""
    path, data = Path(path), dumps(nb).encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def dumps(nb: NotebookNode) -> str:
    """Return `nb` as text: indent 1, sorted keys, one trailing newline."""
    text: str = nbformat.v4.writes(nb)  # type: ignore[no-untyped-call]
    return text + "\n"


def normalise(nb: NotebookNode, outputs: bool) -> NotebookNode:
    """Return a copy of `nb` without anything that changes from save to save. Cell ids stay as they are.

    outputs=False drops all outputs and counts (sources); True keeps them in normal form (lessons, solutions). The
    counts stay with the outputs because nbval takes a cell without a count as never run, and compares nothing.
    """
    nb = _node(json.loads(json.dumps(nb)))
    nb.metadata = _node(METADATA)
    nb.nbformat, nb.nbformat_minor = 4, 5
    for cell in nb.cells:
        cell.metadata = _node({k: v for k, v in cell.metadata.items() if k in CELL_METADATA and v})
        if "nbgrader" in cell.metadata:
            kept = {k: v for k, v in cell.metadata.nbgrader.items() if k in NBGRADER_METADATA}
            cell.metadata.nbgrader = _node(kept)
        cell.source = "\n".join(line.rstrip() for line in cell.source.strip("\n").split("\n"))
        if cell.cell_type == "code":
            cell.execution_count = cell.execution_count if outputs else None
            cell.outputs = [_normal_output(o) for o in _merged_streams(cell.outputs)] if outputs else []
    return nb


def _node(data: dict[str, Any]) -> NotebookNode:
    node: NotebookNode = nbformat.from_dict(data)  # type: ignore[no-untyped-call]
    return node


def _merged_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join neighbouring pieces of one stream: where a stream was cut depends on timing."""
    merged: list[NotebookNode] = []
    for output in outputs:
        last = merged[-1] if merged else None
        if output.output_type == "stream" and last and last.get("name") == output.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def _normal_output(output: NotebookNode) -> NotebookNode:
    if output.output_type in ("display_data", "execute_result"):
        output.data.pop(WIDGET_VIEW, None)
    if output.output_type == "error":
        # Frames outside the notebook show paths and line numbers of what is installed.
        output.traceback = [f for f in output.traceback if not ANSI.sub("", f).lstrip().startswith("File ")]
    return output

"""Read, normalise and write notebooks, so that the same content is always the same bytes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gradschool.staff.course.trouble import CourseError

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = {"nbgrader", "tags"}
NBGRADER_METADATA = {"grade", "grade_id", "locked", "points", "schema_version", "solution", "task"}
# Its model id is random; what is left shows the widget's repr until the cell is run.
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def read(path: Path, shown: str | None = None) -> NotebookNode:
    """The notebook at `path`, as nbformat 4. Raises CourseError, in one line, when it cannot be read as one."""
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
    # Unlike nbformat.read and validate, this mends nothing on the way, so a duplicate id stays to be seen.
    problem = next(nbformat.validator.iter_validate(data), None)
    if problem:
        said = str(problem.message).splitlines()[0][:100]
        raise CourseError(f"{shown}: not a valid notebook ({said}); restore it from git")
    return nbformat.v4.to_notebook(data)


def write(nb: NotebookNode, path: Path) -> bool:
    """Write `nb` to `path`, making its folder. True when the bytes on disk changed."""
    path, data = Path(path), dumps(nb).encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def dumps(nb: NotebookNode) -> str:
    """`nb` as text: indent 1, sorted keys, one trailing newline."""
    return nbformat.v4.writes(nb) + "\n"


def normalise(nb: NotebookNode, outputs: bool) -> NotebookNode:
    """A copy of `nb` without anything that changes from save to save. Cell ids stay as they are.

    outputs=False drops all outputs and counts (sources); True keeps them in normal form (lessons, solutions). Counts
    must stay with outputs: nbval takes a cell without one as never run, and compares nothing.
    """
    nb = nbformat.from_dict(json.loads(json.dumps(nb)))
    nb.metadata = nbformat.from_dict(METADATA)
    nb.nbformat, nb.nbformat_minor = 4, 5
    for cell in nb.cells:
        cell.metadata = NotebookNode({k: v for k, v in cell.metadata.items() if k in CELL_METADATA and v})
        if "nbgrader" in cell.metadata:
            kept = {k: v for k, v in cell.metadata.nbgrader.items() if k in NBGRADER_METADATA}
            cell.metadata.nbgrader = NotebookNode(kept)
        cell.source = "\n".join(line.rstrip() for line in cell.source.strip("\n").split("\n"))
        if cell.cell_type == "code":
            cell.execution_count = cell.execution_count if outputs else None
            cell.outputs = [_normal_output(o) for o in _merged_streams(cell.outputs)] if outputs else []
    return nb


def _merged_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs with neighbouring pieces of one stream joined: where a stream is cut depends on timing."""
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

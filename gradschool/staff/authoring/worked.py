"""An assignment as its author keeps it: the source, the worked notebook that it holds, the files beside it."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from gradschool.staff.course.folders import Files, contents
from gradschool.staff.course.layout import Course
from gradschool.staff.course.markers import without_markers
from gradschool.staff.course.notebooks import normalise, read


def source_of(course: Course, path: Path) -> NotebookNode:
    """The notebook at `path` in normal form, without outputs. Raises CourseError when it is not a notebook."""
    return normalise(read(path, shown=course.shown(path)), outputs=False)


def solution_of(source: NotebookNode) -> NotebookNode:
    """The worked notebook: markers gone, worked code and hidden checks kept, so that nbval proves both."""
    nb = normalise(source, outputs=False)
    for cell in nb.cells:
        cell.source = without_markers(cell.source)
    return normalise(nb, outputs=False)


def data_of(course: Course, name: str) -> Files:
    """Data files beside the source notebook."""
    return {file: data for file, data in contents(course.source / name).items() if not file.endswith(".ipynb")}

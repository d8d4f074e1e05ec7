"""The marks that nbgrader reads in a cell: grade ids, and the comments around solutions and hidden tests."""

from collections.abc import Mapping
from typing import Any

# nbgrader's defaults, which this course keeps
BEGIN_SOLUTION, END_SOLUTION = "BEGIN SOLUTION", "END SOLUTION"
BEGIN_HIDDEN_TESTS, END_HIDDEN_TESTS = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
MARKERS = (BEGIN_SOLUTION, END_SOLUTION, BEGIN_HIDDEN_TESTS, END_HIDDEN_TESTS)


def grade_id(cell: Mapping[str, Any]) -> str | None:
    """Return the cell's grade id, if it has one."""
    metadata = cell["metadata"].get("nbgrader")
    name = metadata.get("grade_id") if isinstance(metadata, dict) else None
    return name if type(name) is str else None


def is_marker(line: str) -> bool:
    """Whether `line` opens or closes a region that is taken out for students."""
    return any(marker in line for marker in MARKERS)


def without_markers(text: str) -> str:
    """Return `text` without the marker lines, but with what they enclose."""
    return "\n".join(line for line in text.split("\n") if not is_marker(line))


def without_hidden_tests(source: str) -> str:
    """Return a cell's source without its hidden tests and their markers."""
    shown, hidden = [], False
    for line in source.splitlines():
        hidden = hidden or BEGIN_HIDDEN_TESTS in line
        if not hidden:
            shown.append(line)
        hidden = hidden and END_HIDDEN_TESTS not in line
    return "\n".join(shown)

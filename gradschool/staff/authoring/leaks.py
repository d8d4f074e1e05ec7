"""Find what must never reach a student: solution text and hidden checks in a released notebook."""

from __future__ import annotations

from collections.abc import Iterator

from nbformat import NotebookNode

from gradschool.staff.course.markers import is_marker


def leaks(source: NotebookNode, release: NotebookNode) -> Iterator[tuple[str, str]]:
    """(cell id, line) for each line in `release` that `source` has inside a solution or hidden region only.

    Blank lines, lone brackets and the like give nothing away and do not count.
    """
    kept, secret = _split(source)
    secret -= kept
    for cell in release.cells:
        text = [cell.source, *(str(o) for o in cell.get("outputs", []))]
        for line in "\n".join(text).split("\n"):
            if is_marker(line) or line.strip() in secret:
                yield cell.id, line.strip()


def _split(source: NotebookNode) -> tuple[set[str], set[str]]:
    """The stripped lines of `source` outside all regions, and those inside one."""
    kept: set[str] = set()
    secret: set[str] = set()
    for cell in source.cells:
        inside = False
        for line in cell.source.split("\n"):
            if is_marker(line):
                inside = "BEGIN" in line
            elif sum(c.isalnum() for c in line) > 3:
                (secret if inside else kept).add(line.strip())
    return kept, secret

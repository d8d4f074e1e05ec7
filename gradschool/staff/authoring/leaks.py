"""Find what must never reach a student: solution text and hidden checks in a released notebook."""

from __future__ import annotations

from collections.abc import Iterator

from nbformat import NotebookNode

from gradschool.staff.course.markers import is_marker


def leaks(source: NotebookNode, release: NotebookNode) -> Iterator[tuple[str, str]]:
    """Yield (cell id, line) for each line of `release` that `source` has only inside a solution or a hidden check.

    Lines with three letters and digits or fewer, such as lone brackets, give nothing away and do not count.
    """
    kept, secret = _split(source)
    secret -= kept
    for cell in release.cells:
        text = [cell.source, *map(_shown, cell.get("outputs", []))]
        for line in "\n".join(text).split("\n"):
            if is_marker(line) or line.strip() in secret:
                yield cell.id, line.strip()


def _shown(output: NotebookNode) -> str:
    """All that an output shows, as text."""
    texts = [output.get("text", ""), *output.get("data", {}).values(), *output.get("traceback", [])]
    return "\n".join(map(str, texts))


def _split(source: NotebookNode) -> tuple[set[str], set[str]]:
    """Split the lines of `source` into those that students may see and those inside a solution or a hidden check."""
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

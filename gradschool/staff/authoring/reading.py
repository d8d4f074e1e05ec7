"""Where checks send their students: `read="NN · Section"` names a heading of a lesson, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from nbformat import NotebookNode

from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import read

READ = re.compile(r'read="([^"]+)"')
HEADING = re.compile(r"^#{1,4} +(.+?) *$", re.MULTILINE)


def headings(course: Course, number: str = "") -> set[str]:
    """All headings of the lesson with this number ("01"; of every lesson by default), as "01 · The slope of a curve".

    Raises CourseError for a lesson that is not a notebook.
    """
    return {
        f"{path.name[:2]} · {heading}"
        for path in course.lesson_paths()
        if path.name.startswith(number)
        for cell in read(path, shown=course.shown(path)).cells
        if cell.cell_type == "markdown"
        for heading in HEADING.findall(cell.source)
    }


def pointers(nb: NotebookNode) -> Iterator[tuple[str, str]]:
    """(cell id, heading) for each `read=` in a notebook."""
    for cell in nb.cells:
        yield from ((cell.id, place) for place in READ.findall(cell.source))


def dead_pointers(course: Course, nb: NotebookNode) -> Iterator[tuple[str, str, str]]:
    """(cell id, what is wrong, what to do) for each `read=` in a notebook that names no heading of the course."""
    known: dict[str, set[str]] = {}
    for cell, place in pointers(nb):
        number = place[:2]
        if number not in known:
            known[number] = headings(course, number)
        if place not in known[number]:
            near = get_close_matches(place, sorted(known[number]), n=1, cutoff=0)
            remedy = (
                f"name a heading such as {near[0]!r}" if near else "begin it with the number of a lesson that is there"
            )
            yield cell, f"read={place!r} is no heading of a lesson", remedy

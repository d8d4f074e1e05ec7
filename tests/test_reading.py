"""Whoever is sent to a section of a lesson finds it there, letter by letter."""

import re

import nbformat
import pytest

from gradschool.diagnose.catalogue import CATALOGUE
from gradschool.staff.course.layout import find_course

COURSE = find_course()
READ = re.compile(r'read="([^"]+)"')
HEADING = re.compile(r"^#{1,4} +(.+?) *$", re.MULTILINE)


def headings() -> set[str]:
    """All headings of all lessons, written "01 · The slope of a curve"."""
    found = set()
    for path in COURSE.lesson_paths():
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                found |= {f"{path.name[:2]} · {heading}" for heading in HEADING.findall(cell.source)}
    return found


def pointers() -> list[tuple[str, str]]:
    """Where each pointer stands, and what it says."""
    found = [(f"catalogue: {name}", entry.read) for name, entry in CATALOGUE.items()]
    for name in COURSE.assignments():
        for cell in nbformat.read(COURSE.source_notebook(name), as_version=4).cells:
            found += [(f"{name}: {cell.id}", place) for place in READ.findall(cell.source)]
    return found


def test_every_pointer_leads_to_a_heading():
    there = headings()
    assert [pointer for pointer in pointers() if pointer[1] not in there] == []


@pytest.mark.parametrize("name", COURSE.assignments())
def test_every_assignment_says_where_to_read(name):
    cells = nbformat.read(COURSE.source_notebook(name), as_version=4).cells
    silent = [
        cell.id for cell in cells if cell.metadata.get("nbgrader", {}).get("grade") and not READ.search(cell.source)
    ]
    assert silent == []

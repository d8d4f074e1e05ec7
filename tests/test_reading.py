"""Whoever is sent to a section of a lesson finds it there, letter by letter."""

import pytest

from gradschool.diagnose.named_mistakes import CATALOGUE
from gradschool.staff.authoring.reading import dead_pointers, headings, pointers
from gradschool.staff.authoring.rules import graded_cells
from gradschool.staff.course.layout import find_course
from gradschool.staff.course.notebooks import read

COURSE = find_course(__file__)


def test_every_named_mistake_leads_to_a_heading():
    there = headings(COURSE)
    assert {name: entry.read for name, entry in CATALOGUE.items() if entry.read not in there} == {}


@pytest.mark.parametrize("name", COURSE.assignments())
def test_every_check_leads_to_a_heading(name):
    assert list(dead_pointers(COURSE, read(COURSE.source_notebook(name)))) == []


@pytest.mark.parametrize("name", COURSE.assignments())
def test_every_check_says_where_to_read(name):
    nb = read(COURSE.source_notebook(name))
    assert {cell.id for cell in graded_cells(nb)} - {cell for cell, _ in pointers(nb)} == set()

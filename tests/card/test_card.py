"""The page of the reference card holds every row, and each row sends the reader to a section that exists."""

import nbformat

from gradschool.card.calls import CALLS
from gradschool.card.errors import ERRORS
from gradschool.staff.authoring.reading import headings
from gradschool.staff.course.layout import find_course

ROWS = [row for rows in (*CALLS.values(), *ERRORS.values()) for row in rows]


def test_each_row_is_on_the_page():
    page = find_course(__file__).lesson("99").path
    source = "\n".join(cell.source for cell in nbformat.read(page, as_version=4).cells)
    missing = [group for group in CALLS if f'card.calls("{group}")' not in source]
    assert missing + [message for message in ERRORS if f'card.error("{message}")' not in source] == []


def test_each_row_names_a_lesson_and_a_section_that_exists():
    there = headings(find_course())
    assert {row[-1] for row in ROWS} - there == set()

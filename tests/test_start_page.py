"""The start page lists the lessons as they are."""

import re

import nbformat

from gradschool.staff.course.layout import find_course

COURSE = find_course(__file__)
ROW = re.compile(r"^\| \[(\d\d) · ([^\]]+)\]\((\w+)\.ipynb\) \|.*\| (\d+) \|$", re.MULTILINE)


def test_the_start_page_lists_every_lesson_with_its_own_title_and_minutes():
    page = nbformat.read(COURSE.lesson("00").path, as_version=4)
    [table] = [cell.source for cell in page.cells if cell.id == "l00-lessons"]
    lessons = [lesson for lesson in COURSE.lessons() if lesson.number > 0]
    there = [(f"{lesson.number:02d}", lesson.title, lesson.name, str(lesson.minutes)) for lesson in lessons]
    assert ROW.findall(table) == there

"""Finding the course, its lessons and its assignments by whatever name a person uses."""

import subprocess
import sys

import pytest
import toy

from gradschool.staff.course.layout import Course, find_course
from gradschool.staff.course.notebooks import METADATA, dumps
from gradschool.staff.course.trouble import CourseError


def write_lesson(course, name, first):
    course.notebooks.mkdir(exist_ok=True)
    cell = toy.new_markdown_cell(first, id="l01-title")
    nb = toy.new_notebook(cells=[cell], metadata=METADATA)
    (course.notebooks / f"{name}.ipynb").write_text(dumps(nb), encoding="utf-8")


@pytest.mark.parametrize("name", ["1", "01", 1, "01_toy", "source/01_toy/", "release/01_toy/01_toy.ipynb"])
def test_an_assignment_is_found_by_any_of_its_names(tmp_path, name):
    assert toy.make_course(tmp_path).assignment(name) == "01_toy"


@pytest.mark.parametrize("name", ["2", "01_toys", "", "_toy"])
def test_a_name_that_is_no_assignment_gets_a_list_of_those_that_are(tmp_path, name):
    with pytest.raises(CourseError, match="choose from: 01_toy$"):
        toy.make_course(tmp_path).assignment(name)


def test_a_handout_without_sources_lists_its_releases(tmp_path):
    (tmp_path / "release" / "01_toy").mkdir(parents=True)
    assert Course(tmp_path).assignments() == ["01_toy"]


def test_a_lesson_tells_its_title_and_minutes(tmp_path):
    write_lesson(Course(tmp_path), "01_first_gradients", "# 01 · First gradients\n\n**Minutes:** 40\n")
    lesson = Course(tmp_path).lesson("1")
    assert (lesson.number, lesson.name) == (1, "01_first_gradients")
    assert (lesson.title, lesson.minutes) == ("First gradients", 40)


def test_a_lesson_without_title_and_minutes_still_has_a_name(tmp_path):
    write_lesson(Course(tmp_path), "00_start_here", "words")
    [lesson] = Course(tmp_path).lessons()
    assert (lesson.title, lesson.minutes) == ("start here", None)


def test_the_course_is_found_from_any_folder_in_it(tmp_path):
    course = toy.make_course(tmp_path)
    assert find_course(course.source / "01_toy").root == tmp_path.resolve()


def test_a_folder_in_no_course_is_one_line_that_says_where_it_looked_and_how_to_begin(tmp_path):
    """Not even the clone that an editable installation comes from is taken for the course that was meant."""
    with pytest.raises(CourseError) as told:
        find_course(tmp_path)
    [line] = str(told.value).splitlines()
    assert line.startswith(f"{tmp_path.resolve()}: no course here: nbgrader_config.py is neither in this folder nor")
    assert line.endswith("change to the folder into which you cloned or unpacked the course, and run this there")


def test_what_only_looks_for_files_does_not_wait_for_nbformat():
    program = "import sys, gradschool.staff.course.layout; sys.exit('nbformat' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0

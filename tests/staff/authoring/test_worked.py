"""A source, its worked notebook and the files beside it."""

import pytest
import toy
from authoring_support import make_course

from gradschool.staff.authoring.worked import data_of, solution_of, source_of
from gradschool.staff.course.notebooks import read, write
from gradschool.staff.course.trouble import CourseError


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


def test_a_source_comes_without_outputs_and_in_normal_form(course):
    path = course.source_notebook(toy.NAME)
    wanted = source_of(course, path)
    nb = read(path)
    nb.cells[1].execution_count = 3
    nb.metadata["language_info"]["version"] = "3.13.0"
    write(nb, path)
    assert source_of(course, path) == wanted


def test_a_source_that_is_no_notebook_is_one_line(course):
    course.source_notebook(toy.NAME).write_text("not a notebook")
    with pytest.raises(CourseError, match="source/01_toy/01_toy.ipynb: not a notebook"):
        source_of(course, course.source_notebook(toy.NAME))


def test_a_worked_notebook_keeps_what_the_markers_enclose(course):
    cells = {cell.id: cell.source for cell in solution_of(source_of(course, course.source_notebook(toy.NAME))).cells}
    assert cells["a01-q1-double"] == "def double(x):\n    return 2 * x"
    assert cells["a01-q1-hidden"] == f"require(double, {toy.SECRET_INPUT}, {toy.SECRET_VALUE})"


def test_data_files_are_all_but_notebooks_and_leftovers(course):
    folder = course.source / toy.NAME
    for name in ("points.csv", "more/points.npy", ".ipynb_checkpoints/old.csv"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"1")
    assert data_of(course, toy.NAME) == {"points.csv": b"1", "more/points.npy": b"1"}

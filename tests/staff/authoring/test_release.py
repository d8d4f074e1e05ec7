"""Releases are made by nbgrader; what it refuses, and what would leak, is one line with the cell."""

import pytest
import toy
from authoring_support import SOURCE, make_course
from nbformat import reads

from gradschool.staff.authoring import release
from gradschool.staff.course.notebooks import read, write
from gradschool.staff.course.trouble import CourseError


@pytest.mark.slow
def test_a_release_is_the_source_without_solutions_and_hidden_checks(tmp_path):
    course = make_course(tmp_path)
    (course.source / toy.NAME / "points.csv").write_text("1,2\n")
    files = release.releases(course, [toy.NAME])[toy.NAME]
    assert files.keys() == {"01_toy.ipynb", "points.csv"}
    cells = {cell.id: cell.source for cell in reads(files["01_toy.ipynb"].decode(), as_version=4).cells}
    assert cells["a01-q1-double"] == "def double(x):\n    raise NotImplementedError"
    assert toy.SECRET_INPUT not in cells["a01-q1-hidden"]
    assert not course.release.exists()


@pytest.mark.slow
def test_a_source_that_nbgrader_refuses_names_the_file_and_the_reason(tmp_path):
    course = make_course(tmp_path)
    nb = read(course.source_notebook(toy.NAME))
    nb.cells[-2].metadata.nbgrader.grade_id = "a01-q1-check"
    write(nb, course.source_notebook(toy.NAME))
    with pytest.raises(CourseError) as caught:
        release.releases(course, [toy.NAME])
    message = str(caught.value)
    assert message.startswith(f"{SOURCE}: nbgrader cannot release it (") and "\n" not in message
    assert "a01-q1-check" in message


@pytest.mark.slow
def test_a_solution_that_is_told_in_another_cell_is_a_leak(tmp_path, monkeypatch):
    course = make_course(tmp_path)
    monkeypatch.setattr(release, "leaks", lambda source, made: [("a01-q1-try", "return 2 * x")])
    with pytest.raises(CourseError) as caught:
        release.releases(course, [toy.NAME])
    assert str(caught.value) == (
        f"{SOURCE} [a01-q1-try]: would reach students (return 2 * x); keep it inside the markers only"
    )

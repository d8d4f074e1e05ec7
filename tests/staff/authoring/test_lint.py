"""Lint leaves good notebooks alone, and says of others in one line each what is wrong or missing, where, what to do."""

import nbformat
import pytest
import toy
from authoring_support import SOURCE, change, code, figure, make_course, stdout, text, write_lesson
from nbformat.v4 import new_notebook, new_output

from gradschool.staff.authoring.lint import errors, lint_lesson, lint_source
from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import METADATA, dumps, normalise
from gradschool.staff.course.trouble import CourseError

ERROR = new_output("error", ename="ValueError", evalue="no", traceback=[])


def lesson_cells():
    cells = [text("# 01 · Slopes\n\nMinutes: 40", "l01-title"), text("## One", "l01-one")]
    for n in range(1, 20):
        cells.append(text(f"### Part {n}\n\n<details><summary>Predict</summary>`just` $magic$</details>", f"l01-t{n}"))
        cells.append(code(f"print({n})", f"l01-c{n}", [stdout(f"{n}\n")], n))
    cells.append(code("1 / 0", "l01-raises", [ERROR], 20, ["raises-exception"]))
    cells.append(code("picture", "l01-picture", [figure("a parabola")], 21))
    cells.append(text("Reading the figure: it is a parabola.\n\n```python\n# just a comment\n```", "l01-reading"))
    return cells


def lesson_file(folder, cells):
    path = folder / "notebooks" / "01_slopes.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(dumps(normalise(new_notebook(cells=cells, metadata=METADATA), outputs=True)), encoding="utf-8")
    return path


def test_a_good_lesson_has_no_findings(tmp_path):
    assert lint_lesson(Course(tmp_path), lesson_file(tmp_path, lesson_cells())) == []


def test_a_good_source_has_no_findings(tmp_path):
    assert lint_source(make_course(tmp_path), toy.NAME) == []


def test_a_short_lesson_is_only_a_warning(tmp_path):
    found = lint_lesson(Course(tmp_path), lesson_file(tmp_path, lesson_cells()[:20]))
    assert [str(f) for f in found] == ["notebooks/01_slopes.ipynb: warning: 20 cells; lessons have 40 to 90"]
    assert errors(found) == []


def test_a_lesson_that_was_saved_in_another_form_is_found(tmp_path):
    path = lesson_file(tmp_path, lesson_cells())
    nb = nbformat.read(path, as_version=4)
    nb.metadata.language_info["version"] = "3.12.1"
    path.write_text(dumps(nb), encoding="utf-8")
    assert [f.what for f in lint_lesson(Course(tmp_path), path)] == ["not in normal form"]


def test_the_start_page_need_not_have_predictions(tmp_path):
    path = lesson_file(tmp_path, [text("# Start here", "l00-title")])
    assert lint_lesson(Course(tmp_path), path.rename(path.with_name("00_start_here.ipynb"))) == []


@pytest.mark.parametrize("twin", ["01_toy.py", "01_toy.md", "notes.ipynb", "helpers/extra.py"])
def test_a_text_twin_beside_a_source_is_found(tmp_path, twin):
    course = make_course(tmp_path)
    path = course.source / toy.NAME / twin
    path.parent.mkdir(exist_ok=True)
    path.write_text("x = 1")
    [found] = lint_source(course, toy.NAME)
    assert str(found).startswith(f"source/01_toy/{twin}: lies beside a source")


def test_a_source_without_a_lesson_says_how_to_make_one(tmp_path):
    course = make_course(tmp_path)
    (course.notebooks / f"{toy.NAME}.ipynb").unlink()
    [found] = lint_source(course, toy.NAME)
    assert found.missing
    assert str(found) == (
        "notebooks/01_toy.ipynb: there is no lesson to this assignment; make it: gradschool new lesson 01 toy"
    )


def test_a_lesson_that_is_not_written_yet_is_one_line_of_its_assignment(tmp_path):
    course = make_course(tmp_path)
    write_lesson(course, "# 01 · Toy", "## Signs", "TODO: why", "TODO: how")
    [found] = lint_source(course, toy.NAME)
    assert found.missing
    assert str(found) == (
        "notebooks/01_toy.ipynb [l01-c2]: still has a TODO (cells with one: 2); "
        "gradschool build --lessons 01 runs the lesson and lists what to write"
    )


def test_a_check_that_sends_students_to_no_heading_is_found(tmp_path):
    course = make_course(tmp_path)
    change(course, "a01-q1-check", 'require(double, 3, 6, read="01 · Sign")')
    [found] = lint_source(course, toy.NAME)
    assert found.missing
    assert str(found) == (
        f"{SOURCE} [a01-q1-check]: read='01 · Sign' is no heading of a lesson; name a heading such as '01 · Signs'"
    )


def test_a_data_file_beside_a_source_is_allowed(tmp_path):
    course = make_course(tmp_path)
    (course.source / toy.NAME / "points.csv").write_text("1,2\n")
    assert lint_source(course, toy.NAME) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"not json", "not JSON, line 1"),
        (b"[1, 2]", "JSON of another kind"),
        (b'{"nbformat": 4, "nbformat_minor": 5}', "not a valid notebook"),
        (b'{"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": []}', "format 4.5"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_notebook_gives_one_clear_line(tmp_path, content, says):
    course = make_course(tmp_path)
    course.source_notebook(toy.NAME).write_bytes(content)
    with pytest.raises(CourseError) as caught:
        lint_source(course, toy.NAME)
    message = str(caught.value)
    assert message.startswith("source/01_toy/01_toy.ipynb: ") and says in message and "\n" not in message

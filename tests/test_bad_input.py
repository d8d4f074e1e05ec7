"""Bad submissions: one line each, and nobody else's marks are lost."""

import pytest
import toy

from gradschool.staff.course.trouble import CourseError
from gradschool.staff.grading.throwaway_course import ScratchCourse

FULL = 5


def test_a_submission_that_is_not_json_costs_one_line_that_names_it(toy_class):
    line = toy_class.failures["not-json"]
    assert line.startswith("submitted/not-json/01_toy/01_toy.ipynb: not graded: it is not a notebook (not JSON)")
    assert "\n" not in line


def test_a_submission_without_a_notebook_costs_one_line_that_names_it(toy_class):
    assert "there is no such file; ask nothing for it" in toy_class.failures["nothing"]


def test_the_others_are_graded(toy_class):
    assert set(toy_class.failures) == {"not-json", "nothing"}
    assert toy_class.result("right").points == FULL


def test_what_was_submitted_stays_as_it_came(toy_class):
    for student, text in toy_class.submitted.items():
        assert toy_class.scratch.submitted_notebook(toy.NAME, student).read_text() == text


def test_a_copied_check_costs_nothing(toy_class):
    assert toy_class.result("copied-check").points == FULL


def test_a_deleted_check_is_put_back_and_graded(toy_class):
    assert toy_class.result("deleted-check").points == FULL
    autograded = toy_class.scratch.autograded_notebook(toy.NAME, "deleted-check").read_text()
    assert "The next cell, `a01-q1-hidden`, was missing from the submission" in autograded


def test_a_deleted_answer_scores_zero_and_says_so(toy_class):
    double, square = toy_class.result("deleted-answer").exercises
    assert (double.points, double.status) == (0, "missing")
    assert double.message == "the answer cell a01-q1-double is not in this notebook"
    assert square.status == "right"


def test_an_old_metadata_schema_does_not_stop_the_batch(toy_class):
    assert toy_class.result("old-schema").points == FULL


def test_stock_nbgrader_would_have_stopped_at_a_copied_check(toy_class, toy_course):
    config = toy_course.config.read_text()
    assert "gradschool.staff.plugins.repair.RepairCells" in config
    with ScratchCourse(toy_course, [toy.NAME]) as scratch:
        stock = config.replace("gradschool.staff.plugins.repair.RepairCells", "nbgrader.preprocessors.DeduplicateIds")
        scratch.course.config.write_text(stock)
        scratch.generate(toy.NAME)
        for student in ("copied-check", "right"):
            scratch.submit(toy.NAME, student, toy_class.submitted[student])
        failures = scratch.autograde(toy.NAME)
    assert set(failures) == {"copied-check", "right"}


@pytest.mark.parametrize("name", ["7", "02_nothing"])
def test_an_unknown_assignment_is_named_with_what_there_is(toy_course, name):
    with pytest.raises(CourseError, match=f"'{name}'.*01_toy"):
        toy_course.assignment(name)


def test_an_assignment_without_a_source_is_refused_in_one_line(toy_course):
    with pytest.raises(CourseError, match=r"^source/02_nothing/02_nothing\.ipynb: not there, .*$"):
        ScratchCourse(toy_course, ["02_nothing"])


@pytest.mark.slow
def test_a_source_with_a_duplicate_grade_id_is_refused_in_one_line(tmp_path):
    course = toy.make_course(tmp_path)
    notebook = course.source_notebook(toy.NAME)
    notebook.write_text(notebook.read_text().replace('"a01-q2-check"', '"a01-q1-check"'))
    with ScratchCourse(course, [toy.NAME]) as scratch, pytest.raises(CourseError) as caught:
        scratch.generate(toy.NAME)
    assert str(caught.value).startswith("source/01_toy/01_toy.ipynb: nbgrader cannot release it (")
    assert "a01-q1-check" in str(caught.value)
    assert "\n" not in str(caught.value)

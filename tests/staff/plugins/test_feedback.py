"""Feedback tells a student what went wrong and nothing of the hidden checks."""

import pytest
import toy
from nbformat.v4 import new_code_cell, new_output

from gradschool.staff.plugins.feedback import HideHiddenChecks
from gradschool.staff.results.hidden_checks import PASSED, RAISED, WARNED

SECRETS = (toy.SECRET_INPUT, toy.SECRET_VALUE)
HIDDEN = f"from gradschool import check\n{toy.HIDDEN}"


def shown(source: str, *outputs) -> tuple[str, list]:
    cell = toy.graded(new_code_cell(source, outputs=list(outputs)), "a01-q1-hidden", points=2)
    cell, _ = HideHiddenChecks().preprocess_cell(cell, {}, 0)
    return cell.source, cell.outputs


def failed(name: str, value: str):
    return new_output("error", ename=name, evalue=value, traceback=["Traceback", f"--> require({toy.SECRET_INPUT})"])


@pytest.fixture(scope="module")
def pages(toy_class):
    toy_class.scratch.generate_feedback(toy.NAME)
    return lambda student: toy_class.scratch.feedback_page(toy.NAME, student).read_text()


@pytest.mark.parametrize("student", ["minus", "lucky", "blank", "right", "deleted-answer", "deleted-check"])
def test_a_feedback_page_shows_nothing_of_a_hidden_check(pages, student):
    page = pages(student)
    assert [secret for secret in SECRETS if secret in page] == []
    assert "HIDDEN TESTS" not in page


def test_a_feedback_page_names_the_mistake_and_where_to_read(pages):
    page = pages("minus")
    assert "SIGN_FLIPPED: you return minus the value" in page
    assert "lesson 01, &#34;Signs&#34;" in page or 'lesson 01, "Signs"' in page


def test_long_lines_wrap_on_a_feedback_page(pages):
    assert "pre { white-space: pre-wrap" in pages("minus")


def test_nbgraders_own_list_would_have_leaked(toy_class, pages):
    config = toy_class.scratch.course.config
    ours = config.read_text()
    try:
        config.write_text(ours.replace('    "gradschool.staff.plugins.feedback.HideHiddenChecks",\n', ""))
        toy_class.scratch.generate_feedback(toy.NAME)
        assert all(secret in pages("minus") for secret in SECRETS)
    finally:
        config.write_text(ours)
        toy_class.scratch.generate_feedback(toy.NAME)


def test_the_source_of_a_hidden_region_is_removed():
    source, _ = shown(HIDDEN)
    assert source.strip() == "from gradschool import check"


def test_a_failed_hidden_check_keeps_its_headline_and_remedy_only():
    text = f"double(x) is not right\n  call      double({toy.SECRET_INPUT})\n  got       1\n  do        Remove it."
    _, [output] = shown(HIDDEN, failed("CheckFailed", text))
    assert output.evalue == "double(x) is not right\n  do        Remove it."
    assert output.traceback == ["CheckFailed: double(x) is not right", "  do        Remove it."]


def test_another_error_is_reduced_to_its_type_and_a_sentence():
    _, [output] = shown(HIDDEN, failed("ValueError", f"bad {toy.SECRET_INPUT}"))
    assert output.traceback == [f"ValueError: {RAISED}"]


def test_what_student_code_prints_in_a_hidden_check_is_dropped():
    _, [output] = shown(HIDDEN, new_output("stream", name="stdout", text=f"called with {toy.SECRET_INPUT}"))
    assert output.text == PASSED


def test_stderr_in_a_hidden_check_is_explained():
    _, [output] = shown(HIDDEN, new_output("stream", name="stderr", text=f"UserWarning: {toy.SECRET_INPUT}"))
    assert (output.name, output.text) == ("stderr", f"{WARNED}\n")


def test_a_visible_check_is_shown_as_it_is():
    error = failed("CheckFailed", "double(x) is not right\n  got       1")
    assert shown("require(double, 3, 6)", error) == ("require(double, 3, 6)", [error])


def test_a_marker_in_a_students_own_cell_breaks_nothing():
    cell = new_code_cell("# ### BEGIN HIDDEN TESTS, whatever that is")
    assert HideHiddenChecks().preprocess_cell(cell, {}, 0)[0].source == cell.source

"""A class of one, in JupyterLab: an assignment goes from its source to the feedback that the student reads."""

import re

import pytest
from playwright.sync_api import Page, expect

from gradschool.staff.samples.answers import load_answers, submission

from .lab import ROOT, Lab, copy_course
from .nbgrader_pages import AssignmentList, Formgrader
from .notebook import Notebook
from .readable import bring, complaints

NAME = "01_first_gradients"
WRONG = "q2-partials"
COMMENT = "Clear .grad between the passes, as in lesson 05."


@pytest.fixture(scope="module")
def course(home, tmp_path_factory):
    """JupyterLab of an instructor who has released nothing of this assignment yet."""
    folder = copy_course(tmp_path_factory.mktemp("class") / "course", but=[f"release/{NAME}"])
    with Lab(folder, home) as lab:
        yield lab


def answer_all_but_one(notebook) -> None:
    """What the student writes: right answers, and in one exercise a wrong one."""
    answers = load_answers(ROOT / "tests" / "answers" / NAME)
    codes = {exercise: given[0].code for exercise, given in answers.items()}
    [codes[WRONG]] = [answer.code for answer in answers[WRONG] if answer.path.stem == "never_cleared"]
    notebook.write_text(submission(notebook, codes), encoding="utf-8")


def test_an_assignment_goes_from_its_source_to_the_feedback_that_a_student_reads(page: Page, course: Lab, shot):
    Notebook.open(page, course)
    formgrader = Formgrader(page)
    expect(formgrader.row(NAME)).to_be_visible()
    shot("formgrader")
    formgrader.do(NAME, "assign", "Successfully created the student version")
    formgrader.do(NAME, "release", "Successfully released")
    expect(formgrader.row(NAME)).to_contain_text("released")
    shot("released")

    assignments = AssignmentList(page)
    assignments.press("released", NAME, "Fetch")
    expect(assignments.row("fetched", NAME)).to_be_visible()
    shot("fetched")
    answer_all_but_one(course.course / "work" / NAME / f"{NAME}.ipynb")
    assignments.press("fetched", NAME, "Submit")
    expect(assignments.row("submitted", NAME)).to_be_visible()
    shot("submitted")

    formgrader = Formgrader(page)
    formgrader.do(NAME, "collect", "Successfully collected")
    formgrader.row(NAME).locator(".num-submissions a").click()
    [student] = (path.name for path in (course.course / "submitted").iterdir())
    formgrader.do(student, "autograde", "Successfully autograded")
    expect(formgrader.row(student)).to_contain_text(re.compile(r"17 / 20"))
    shot("autograded")

    formgrader.go("Manual Grading", NAME, NAME)
    formgrader.frame.get_by_role("link", name="Submission #1").click()
    cell = formgrader.frame.locator(".nbgrader_cell", has=formgrader.frame.locator("#a01-q2-partials-comment"))
    comment = cell.locator("textarea")
    expect(bring(comment)).to_be_visible()
    comment.fill(COMMENT)
    with page.expect_response(lambda response: "/formgrader/api/comment/" in response.url) as saved:
        comment.blur()
    assert saved.value.ok
    shot("comment")

    formgrader.go("Manual Grading", "Manage Assignments")
    formgrader.row(NAME).locator(".num-submissions a").click()
    formgrader.do(student, "generate-feedback", "Successfully generated feedback")
    formgrader.do(student, "release-feedback", "Successfully released feedback")

    assignments = AssignmentList(page)
    assignments.refresh.click()
    assignments.press("submitted", NAME, "Fetch Feedback")
    assignments.row("submitted", NAME).get_by_text("(view feedback)").click()
    shot("feedback fetched")
    page.locator(f".jp-DirListing-item[title*='{NAME}.html']").dblclick()
    feedback = page.locator("iframe:visible").content_frame
    expect(feedback.get_by_text(COMMENT)).to_be_visible()
    message = feedback.locator(".jp-OutputArea-output, .output_area, pre", has_text="NO_ZERO_GRAD").last
    assert complaints(message) == []
    expect(message).to_have_css("word-break", "normal")
    shot("feedback")


def test_the_create_assignment_panel_shows_grade_ids_and_points(page: Page, course: Lab, shot):
    source = Notebook.open(page, course, f"source/{NAME}/{NAME}.ipynb")
    page.locator(".lm-TabBar-tab[title='Nbgrader Create Assignment']").click()
    panel = page.locator(".nbgrader-NotebookWidget")
    metadata = {cell.id: cell.metadata.get("nbgrader", {}) for cell in source.cells}
    graded = {cell_id: fields for cell_id, fields in metadata.items() if fields.get("grade")}
    total = sum(fields.points for fields in graded.values())
    expect(page.locator(".nbgrader-TotalPointsInput:visible")).to_have_value(str(total))
    ids = panel.locator(".nbgrader-CellId input").evaluate_all("inputs => inputs.map(input => input.value)")
    assert {fields.grade_id for fields in graded.values()} <= set(ids)
    source.select("a01-q2-check")
    active = panel.locator(".nbgrader-CellWidget.nbgrader-mod-active")
    expect(active.locator(".nbgrader-CellId input")).to_have_value("a01-q2-check")
    expect(active.locator(".nbgrader-CellPoints input")).to_have_value(str(graded["a01-q2-check"].points))
    bring(active)
    shot("panel")

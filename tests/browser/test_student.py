"""A student's day: read a lesson, move a slider, answer an exercise, be told what is wrong, put it right."""

import re

from playwright.sync_api import Page, expect

from gradschool.staff.samples.answers import load_answers, submission

from .lab import ROOT, Lab
from .notebook import TO_RUN, Notebook, menu
from .readable import bring, complaints

LESSON, SLIDER_LESSON = "notebooks/01_first_gradients.ipynb", "notebooks/07_gradient_descent.ipynb"
ASSIGNMENT = "01_first_gradients"
QUESTION = "q2-partials"


def figures(notebook: Notebook) -> list[str]:
    """Ids of the cells whose stored output has an image."""
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return [cell.id for cell in cells if any("image/png" in output.get("data", {}) for output in cell.outputs)]


def answered(lab: Lab, *, but: str) -> str:
    """Put right answers in the student's copy, in all exercises but one; return the copy's path."""
    path = f"work/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
    answers = load_answers(ROOT / "tests" / "answers" / ASSIGNMENT)
    right = {exercise: given[0].code for exercise, given in answers.items() if exercise != but}
    (lab.course / path).write_text(submission(lab.course / path, right), encoding="utf-8")
    return path


def answer(name: str) -> str:
    text = (ROOT / "tests" / "answers" / ASSIGNMENT / QUESTION / f"{name}.py").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


def test_lesson_01_opens_from_the_start_page_runs_and_shows_its_figures(page: Page, student: Lab, shot):
    Notebook.open(page, student)
    page.locator(".jp-RenderedMarkdown a", has_text="First gradients").first.click()
    lesson = Notebook(page, student, LESSON).ready()
    shot("open")
    lesson.run_all()
    raised = [cell.id for cell in lesson.cells if "raises-exception" in cell.metadata.get("tags", [])]
    expect(lesson.errors()).to_have_count(len(raised))
    for cell_id in raised:
        bring(lesson.outputs(cell_id))
        shot(cell_id)
    assert complaints(lesson.outputs("l01-wrong-run")) == []
    for cell_id in figures(lesson):
        figure = bring(lesson.outputs(cell_id).locator("img"))
        box, panel = figure.bounding_box(), lesson.panel.bounding_box()
        assert 300 < box["width"] and box["x"] + box["width"] <= panel["x"] + panel["width"]
        assert figure.evaluate("image => image.complete && image.naturalWidth > 300")
        shot(cell_id)


def test_the_learning_rate_slider_redraws_its_picture(page: Page, student: Lab, shot):
    lesson = Notebook.open(page, student, SLIDER_LESSON)
    lesson.run_through("l07-rate-slider")
    cell = lesson.cell("l07-rate-slider")
    picture, handle = cell.locator(".widget-html img"), cell.get_by_role("slider")
    bring(picture)
    before = picture.get_attribute("src")
    shot("before")
    start, track = handle.bounding_box(), cell.locator(".slider-container").bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"], start["y"] + start["height"] / 2, steps=5)
    page.mouse.up()
    expect(picture).to_have_attribute("alt", re.compile("leaves at step"))
    assert picture.get_attribute("src") != before
    shot("after")


def test_a_wrong_answer_is_told_its_mistake_and_a_right_one_passes_and_validates(page: Page, student: Lab, shot):
    copy = Notebook.open(page, student, answered(student, but=QUESTION))
    copy.run("a01-setup")
    copy.write("a01-q2-partials", answer("wrong/never_cleared"))
    copy.run("a01-q2-partials", "a01-q2-check")
    message = copy.outputs("a01-q2-check")
    expect(message).to_contain_text("NO_ZERO_GRAD")
    expect(message).to_contain_text("Clear .grad before each backward pass")
    assert "Traceback" not in message.inner_text()
    assert complaints(message) == []
    shot("wrong")

    validate(page, copy)
    dialog = page.locator(".nbgrader-ErrorDialog")
    expect(dialog).to_contain_text("NO_ZERO_GRAD")
    shot("wrong validated")
    dialog.get_by_role("button", name="OK").click()

    copy.write("a01-q2-partials", answer("right/backward"))
    copy.run("a01-q2-partials", "a01-q2-check")
    expect(copy.errors()).to_have_count(0)
    shot("right")
    validate(page, copy)
    dialog = page.locator(".nbgrader-SuccessDialog")
    expect(dialog).to_contain_text("Your notebook passes all the tests")
    shot("right validated")


def validate(page: Page, notebook: Notebook) -> None:
    notebook.panel.locator(".validate-button").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Validation Results", timeout=TO_RUN)


def test_messages_can_be_read_in_the_dark_theme(page: Page, student: Lab, shot):
    lesson = Notebook.open(page, student, LESSON)
    menu(page, "Settings", "Theme", "JupyterLab Dark")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    for cell_id in ("l01-wrong-run", "l01-tangents-plot"):
        bring(lesson.outputs(cell_id))
        shot(cell_id)
    assert complaints(lesson.outputs("l01-wrong-run")) == []

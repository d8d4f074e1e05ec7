"""Lessons for people who cannot see them, or use no mouse; and each of these gates, failing where it must."""

from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Page, expect

from .axe import violations
from .lab import ROOT, Lab
from .notebook import Notebook
from .readable import bring, complaints

KINDS = {"image/png", "image/svg+xml"}
LESSON, SLIDER_LESSON, SLIDER = "01_first_gradients", "07_gradient_descent", "l07-rate-slider"

# Not ours, but of the programs that show our content: parts of their pages, and rules that only they can keep.
NBCONVERTS = [
    ".jp-InputPrompt",
    ".jp-OutputPrompt",
    ".highlight",
    "[class*='ansi-']",
]  # pale letters of its style sheet
OFF_IN_HTML = {"link-in-text-block": "nbconvert's style sheet takes the line from under links"}
LABS = [
    ".jp-InputPrompt, .jp-OutputPrompt, .jp-Collapser, .jp-Toolbar, .cm-editor, [class*='ansi-']",
    ".jp-RenderedImage",  # JupyterLab drops the alt text of an output: the sentence below it stands in, as tested here
]
OFF_IN_LAB = {
    "aria-input-field-name": "ipywidgets gives the handle of a slider no name; its label stands beside it",
    "aria-required-children": "JupyterLab's list of cells is a feed of elements that are no articles",
}


def undescribed(notebook) -> list[str]:
    """Ids of cells that show a picture without a text for it, or without the sentence below that stands for it."""
    found = []
    for cell, after in zip(notebook.cells, [*notebook.cells[1:], None], strict=True):
        pictures = [output for output in cell.get("outputs", []) if KINDS & output.get("data", {}).keys()]
        sentence = after is not None and "Reading the figure:" in after.source
        if pictures and not (sentence and all(map(has_text, pictures))):
            found.append(cell.id)
    return found


def has_text(output) -> bool:
    """Whether an image has alt text, or a drawing a title and a description."""
    if drawing := output.data.get("image/svg+xml"):
        return "<title>" in drawing and "<desc>" in drawing
    return bool(output.metadata.get("image/png", {}).get("alt"))


def skipped_headings(page: Page) -> list[str]:
    """Headings whose level is more than one below that of the heading before."""
    headings = page.locator(":is(h1, h2, h3, h4, h5, h6):visible")
    levels = headings.evaluate_all("all => all.map(heading => [Number(heading.tagName[1]), heading.textContent])")
    before = [0, *(level for level, _ in levels)]
    return [text for (level, text), last in zip(levels, before, strict=False) if level > last + 1]


def test_a_lesson_as_a_page_keeps_nobody_out(page: Page, tmp_path: Path, shot):
    html, _ = HTMLExporter().from_filename(str(ROOT / "notebooks" / f"{LESSON}.ipynb"))
    (tmp_path / "lesson.html").write_text(html, encoding="utf-8")
    page.goto((tmp_path / "lesson.html").as_uri(), wait_until="domcontentloaded")
    assert "\n".join(violations(page, "main", NBCONVERTS, OFF_IN_HTML)) == ""
    assert skipped_headings(page) == []
    shot("page")


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_picture_has_a_description_and_a_sentence_that_stands_for_it(path):
    assert undescribed(nbformat.read(path, as_version=4)) == []


def test_a_lesson_in_jupyterlab_works_from_the_keyboard_and_keeps_nobody_out(page: Page, student: Lab, shot):
    lesson = Notebook.open(page, student, f"notebooks/{SLIDER_LESSON}.ipynb")
    cell = lesson.cell(SLIDER)
    lesson.run_through(SLIDER)  # the cell itself with Shift+Enter
    picture, handle = cell.locator(".widget-html img"), cell.get_by_role("slider")
    drawn = picture.get_attribute("src")
    lesson.select(SLIDER)
    for _ in range(20):  # from the cell, Tab leads to what it shows
        page.keyboard.press("Tab")
        if handle.evaluate("handle => handle === document.activeElement"):
            break
    expect(handle).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(picture).not_to_have_attribute("src", drawn)
    bring(picture)
    shot("slider")
    assert "\n".join(violations(page, ".jp-Notebook:not(.lm-mod-hidden)", LABS, OFF_IN_LAB)) == ""


PAGE = "<!doctype html><html lang='en'><title>t</title><main><h1>A</h1>{}</main></html>"


def test_a_picture_without_alt_text_and_pale_letters_are_found(page: Page):
    page.set_content(PAGE.format("<h2>B</h2><img src='data:,'><p style='color:#bbb'>pale</p>"))
    found = " ".join(violations(page, "main", NBCONVERTS, OFF_IN_HTML))
    assert "image-alt" in found
    assert "color-contrast" in found


def test_a_heading_that_skips_a_level_is_found(page: Page):
    page.set_content(PAGE.format("<h2>B</h2><h4>too deep</h4>"))
    assert skipped_headings(page) == ["too deep"]


def test_a_picture_without_a_description_is_found():
    notebook = nbformat.read(ROOT / "notebooks" / f"{LESSON}.ipynb", as_version=4)
    [first, *_] = [cell for cell in notebook.cells if cell.id == "l01-tangents-plot"]
    first.outputs[0].metadata = {}
    assert undescribed(notebook) == ["l01-tangents-plot"]


@pytest.mark.parametrize(
    ("style", "complaint"),
    [
        ("width: 90px; overflow: hidden; white-space: nowrap", "covered or cut"),
        ("position: fixed; left: 1200px; white-space: nowrap", "off the screen"),
        ("font-size: 8px", "letters of 8 px"),
    ],
)
def test_a_message_that_cannot_be_read_is_found(page: Page, style, complaint):
    page.set_content(PAGE.format(f"<div id='m' style='{style}'>a message that is rather long to read</div>"))
    assert complaint in " ".join(complaints(page.locator("#m")))


def test_a_message_under_another_is_found(page: Page):
    over = "<div style='position: fixed; inset: 0; background: white'></div>"
    page.set_content(PAGE.format(f"<p id='m'>a message</p>{over}"))
    assert "covered or cut" in " ".join(complaints(page.locator("#m")))

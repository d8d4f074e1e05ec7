"""The toy assignment as an author would finish it: whole questions, hints, a table of points, and a lesson."""

from pathlib import Path

import toy
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import METADATA, normalise, read, write

TITLE = """\
# 01 · Toy

**You need:** nothing. **Minutes:** 5. **Points:** 6.

| question | you write | points |
|---|---|---|
| 1 | twice a number | 3 |
| 2 | its square | 3 |
"""
HINTS = "\n".join(f"<details>\n<summary>Hint {n}</summary>\n\nMultiply.\n\n</details>" for n in (1, 2, 3))
HIDDEN_SQUARE = "### BEGIN HIDDEN TESTS\nrequire(square, 1234, 1522756)\n### END HIDDEN TESTS"
SOURCE = "source/01_toy/01_toy.ipynb"


def whole_source() -> NotebookNode:
    """The toy assignment with all that the rules ask for; its second question has a hidden check of 1 point."""
    cells = {cell.id: cell for cell in toy.toy_source().cells}
    cells["a01-title"].source = TITLE.strip()
    cells["a01-q2-text"].source = "## 2 · Square any number (3 points)"
    cells["a01-q2-hidden"] = toy.graded(new_code_cell(HIDDEN_SQUARE), "a01-q2-hidden", points=1)
    for number, answer in (("1", "double"), ("2", "square")):
        cells[f"a01-q{number}-try"] = new_code_cell(f"# Try it.\n{answer}(3)", id=f"a01-q{number}-try")
        cells[f"a01-q{number}-hints"] = new_markdown_cell(HINTS, id=f"a01-q{number}-hints")
    order = ["a01-title", "a01-setup"]
    for start in ("a01-q1-", "a01-q2-"):
        answer = "double" if start == "a01-q1-" else "square"
        order += [start + part for part in ("text", answer, "try", "check", "hidden", "hints")]
    return new_notebook(cells=[cells[name] for name in order], metadata=METADATA)


def make_course(folder: Path) -> Course:
    """A course in `folder` with the whole toy assignment, a lesson to it and the real nbgrader configuration."""
    course = toy.make_course(folder)
    write(whole_source(), course.source_notebook(toy.NAME))
    write_lesson(course, "# 01 · Toy", "## Signs")
    return course


def write_lesson(course: Course, *texts: str) -> None:
    """Give the toy assignment a lesson of text cells."""
    cells = [new_markdown_cell(text, id=f"l01-c{n}") for n, text in enumerate(texts)]
    lesson = normalise(new_notebook(cells=cells, metadata=METADATA), outputs=False)
    write(lesson, course.notebooks / f"{toy.NAME}.ipynb")


def change(course: Course, cell_id: str, source: str) -> None:
    """Give one cell of the toy source another text."""
    nb = read(course.source_notebook(toy.NAME))
    [cell] = [c for c in nb.cells if c.id == cell_id]
    cell.source = source
    write(nb, course.source_notebook(toy.NAME))


def text(source, name="a01-text"):
    """A text cell."""
    return new_markdown_cell(source, id=name)


def code(source, name="a01-code", outputs=(), count=None, tags=()):
    """A code cell, with outputs and tags."""
    cell = new_code_cell(source, id=name, outputs=list(outputs), execution_count=count)
    if tags:
        cell.metadata["tags"] = list(tags)
    return cell


def graded(source, name="a01-q1-check", points=1):
    """A graded cell."""
    return toy.graded(new_code_cell(source), name, points=points)


def answer(source, name="a01-q1-slope"):
    """An answer cell."""
    return toy.graded(new_code_cell(source), name, solution=True)


def stdout(words):
    """What a cell printed."""
    return new_output("stream", name="stdout", text=words)


def figure(alt):
    """A figure that a cell showed, with alt text or without."""
    return new_output("display_data", {"image/png": "iVBORw0="}, metadata={"image/png": {"alt": alt}} if alt else {})

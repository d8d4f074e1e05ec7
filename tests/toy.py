"""A course with one small assignment that needs no torch, for tests of what happens around grading."""

import shutil
from pathlib import Path

from nbformat import NotebookNode, from_dict, reads, writes
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import METADATA

# Answers to its two questions
RIGHT = {"double": "def double(x):\n    return x + x", "square": "def square(x):\n    return x**2"}
MINUS = "def double(x):\n    print('called with', x)\n    return -2 * x"
DIES = "def double(x):\n    import os\n    os._exit(1)"
RAISES = "def square(x):\n    raise ValueError(f'no square for {x}')"

ROOT = Path(__file__).resolve().parents[1]
NAME = "01_toy"
SECRET_INPUT, SECRET_VALUE = "7411", "14822"

SETUP = """\
class CheckFailed(AssertionError):
    pass


def require(function, at, expected, mistakes=()):
    got = function(at)
    if got == expected:
        print(f"{function.__name__} agrees")
        return
    lines = [f"{function.__name__}(x) is not right", f"  call      {function.__name__}({at})"]
    lines += [f"  got       {got}", f"  expected  {expected}"]
    if -got == expected:
        lines += ["  mistake   SIGN_FLIPPED: you return minus the value", "  do        Remove the minus."]
    lines.append('  read      lesson 01, "Signs"')
    raise CheckFailed("\\n".join(lines))
"""

DOUBLE = """\
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
"""

SQUARE = """\
def square(x):
    ### BEGIN SOLUTION
    return x * x
    ### END SOLUTION
"""

HIDDEN = f"""\
### BEGIN HIDDEN TESTS
require(double, {SECRET_INPUT}, {SECRET_VALUE})
### END HIDDEN TESTS
"""


def graded(cell: NotebookNode, grade_id: str, points: int = 0, solution: bool = False) -> NotebookNode:
    """`cell` as one of the assignment's: a check with points, an answer, or locked."""
    flags = {"grade": points > 0, "solution": solution, "locked": not solution, "task": False}
    cell.metadata["nbgrader"] = {"schema_version": 3, "grade_id": grade_id, **flags}
    if points:
        cell.metadata["nbgrader"]["points"] = points
    cell["id"] = grade_id
    return cell


def toy_source() -> NotebookNode:
    """The assignment: two exercises, of 3 and 2 points; the first has a hidden check of 2."""
    cells = [
        new_markdown_cell("# 01 · Toy", id="a01-title"),
        graded(new_code_cell(SETUP), "a01-setup"),
        graded(new_markdown_cell("## 1 · Double a number (3 points)"), "a01-q1-text"),
        graded(new_code_cell(DOUBLE), "a01-q1-double", solution=True),
        graded(new_code_cell("require(double, 3, 6)"), "a01-q1-check", points=1),
        graded(new_code_cell(HIDDEN), "a01-q1-hidden", points=2),
        graded(new_markdown_cell("## 2 · Square a number (2 points)"), "a01-q2-text"),
        graded(new_code_cell(SQUARE), "a01-q2-square", solution=True),
        graded(new_code_cell("require(square, -3, 9)"), "a01-q2-check", points=2),
    ]
    return new_notebook(cells=cells, metadata=METADATA)


def make_course(folder: Path) -> Course:
    """A course in `folder` with the real nbgrader configuration and the toy assignment."""
    course = Course(folder)
    course.source_notebook(NAME).parent.mkdir(parents=True)
    course.source_notebook(NAME).write_text(writes(toy_source()))
    shutil.copy(ROOT / "nbgrader_config.py", course.config)
    return course


def answered(release: Path, **answers: str) -> NotebookNode:
    """The released notebook with answers put in, by name: double="def double(x): …"."""
    nb = reads(release.read_text(), as_version=4)
    for name, source in answers.items():
        [cell] = [cell for cell in nb.cells if cell.id.endswith(f"-{name}")]
        cell.source = source
    return nb


def without(nb: NotebookNode, *ids: str) -> NotebookNode:
    """A copy of `nb` in which the cells with these ids were deleted."""
    copy = from_dict(nb)
    copy.cells = [cell for cell in copy.cells if cell.id not in ids]
    return copy


def with_copy(nb: NotebookNode, cell_id: str) -> NotebookNode:
    """A copy of `nb` in which a student copied one cell and pasted it below."""
    copy = from_dict(nb)
    place = [cell.id for cell in copy.cells].index(cell_id)
    pasted = from_dict(copy.cells[place]) | {"id": f"{cell_id}-pasted"}
    copy.cells.insert(place + 1, from_dict(pasted))
    return copy


def with_schema(nb: NotebookNode, version: int) -> NotebookNode:
    """A copy of `nb` whose cells claim another version of nbgrader's metadata, which stops stock nbgrader's batch."""
    copy = from_dict(nb)
    for cell in copy.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["schema_version"] = version
    return copy

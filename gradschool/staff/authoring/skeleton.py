"""Begin a lesson or an exercise: notebooks and sample answers that run, with a TODO wherever the author is to write.

The notebooks in templates/ hold the course's rhythm. `gradschool build` lists the TODOs that are left.
"""

from __future__ import annotations

import json
import re
from keyword import iskeyword
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gradschool.staff.authoring.rules_question import ROW, TOTAL, questions
from gradschool.staff.authoring.worked import source_of
from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import dumps, read, write
from gradschool.staff.course.trouble import CourseError

TEMPLATES = Path(__file__).parent / "templates"
# Endings of the ids of a question's other cells
RESERVED = {"text", "given", "try", "check", "hidden", "hints"}
POINTS = 3

RIGHT = """\
# method: TODO: what tells this method from those of the other right answers
def {function}(x):
    return 2 * x
"""
WRONG = """\
# mistake: unnamed
# TODO: what somebody who writes this was thinking; if the mistake has a name, it stands in the line above
def {function}(x):
    return x**2
"""


def new_lesson(course: Course, number: str, slug: str) -> list[str]:
    """Make the lesson and the assignment NUMBER_SLUG; return one line for each file, with what happened to it.

    A file that is there stays as it is. Raises CourseError for a number or a slug of another form, a number that
    another lesson or assignment has, and when both files are there.
    """
    _require_number(number)
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", slug):
        raise CourseError(f"name {slug!r}: write small letters, digits and underscores, as in vectors_and_matrices")
    name = f"{number}_{slug}"
    taken = {path.stem for path in course.lesson_paths()} | set(course.assignments())
    if others := sorted(other for other in taken if other.startswith(f"{number}_") and other != name):
        raise CourseError(f"number {number}: {others[0]} has it; choose another number, or that name")
    title = slug.replace("_", " ").capitalize()
    known = {"__NUMBER__": number, "__NAME__": name, "__TITLE__": title}
    assignment = _template("assignment", known | {"__QUESTION__": "q0"})
    assignment.cells = [cell for cell in assignment.cells if not cell.id.startswith(f"a{number}-q0-")]
    files = {
        course.notebooks / f"{name}.ipynb": dumps(_template("lesson", known)),
        course.source_notebook(name): dumps(assignment),
    }
    lines = _make(course, files)
    if not any(made for made, _ in lines):
        raise CourseError(
            f"{course.shown(course.source_notebook(name))}: it and its lesson are there already; edit them"
        )
    return [line for _, line in lines]


def new_exercise(course: Course, number: str, question: str, answer: str) -> list[str]:
    """Add a question to assignment NUMBER, with a right and a wrong sample answer; return one line for each file.

    `question` is q1, q2 …; `answer` names the answer cell, "total-derivative" for a function total_derivative. The
    cells go before the next question's. A sample answer that is there stays as it is. Raises CourseError for arguments
    of another form, an assignment that is not there and a question that is.
    """
    _require_number(number)
    if not re.fullmatch(r"q[1-9]\d?", question):
        raise CourseError(f"question {question!r}: write q and its number, as in q3")
    function = answer.replace("-", "_")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", answer) or iskeyword(function) or answer in RESERVED:
        raise CourseError(
            f"exercise {answer!r}: write small letters, digits and hyphens, as in total-derivative; "
            f"no word of Python and none of {', '.join(sorted(RESERVED))}"
        )
    if not any(name.startswith(f"{number}_") for name in course.assignments()):
        raise CourseError(f"assignment {number}: there is none; make it first: gradschool new lesson {number} my_topic")
    name = course.assignment(number)
    path = course.source_notebook(name)
    nb = source_of(course, path)
    _insert(nb, number, question, answer, course.shown(path))
    write(nb, path)
    folder = course.root / "tests" / "answers" / name / f"{question}-{answer}"
    answers = {
        folder / "right" / "first.py": RIGHT.format(function=function),
        folder / "wrong" / "first.py": WRONG.format(function=function),
    }
    added = f"{course.shown(path)}: question {question[1:]} added, answered by {function}(x)"
    return [added, *(line for _, line in _make(course, answers))]


def _require_number(number: str) -> None:
    if not re.fullmatch(r"[0-9]{2}", number):
        raise CourseError(f"number {number!r}: write two digits, as in 07")


def _insert(nb: NotebookNode, number: str, question: str, answer: str, shown: str) -> None:
    """Put the cells of a new question in their place, and its row into the table of points."""
    prefix, position = f"a{number}-", int(question[1:])
    there = questions(nb, prefix)
    if any(int(other.number) == position for other in there):
        raise CourseError(f"{shown}: question {position} is there already; choose another number")
    words = answer.replace("-", " ").capitalize()
    known = {"__NUMBER__": number, "__QUESTION__": question, "__POSITION__": str(position), "__ANSWER__": answer}
    known |= {"__HEADING__": words, "__FUNCTION__": answer.replace("-", "_")}
    start = f"{prefix}{question}-"
    cells = [cell for cell in _template("assignment", known).cells if cell.id.startswith(start)]
    later = [f"{prefix}q{other.number}-" for other in there if int(other.number) > position] + [f"{prefix}end"]
    ids = [cell.id for cell in nb.cells]
    place = next((place for place, name in enumerate(ids) if name.startswith(tuple(later))), len(ids))
    nb.cells[place:place] = cells
    nb.cells[0].source = _with_row(nb.cells[0].source, position)


def _with_row(title: str, position: int) -> str:
    """The title cell's text with a row for question `position` in its table of points, and them in the total."""
    lines = title.split("\n")
    ruler = next((place for place, line in enumerate(lines) if re.fullmatch(r"\|(-+\|)+", line.strip())), None)
    if ruler is None:
        return title  # the build says that there is no table
    place = ruler + 1
    while place < len(lines) and (row := ROW.match(lines[place])) and int(row[1]) < position:
        place += 1
    lines.insert(place, f"| {position} | TODO: what its answer is, in a few words | {POINTS} |")
    return TOTAL.sub(lambda total: f"**Points:** {int(total[1]) + POINTS}", "\n".join(lines))


def _template(name: str, known: dict[str, str]) -> NotebookNode:
    """A notebook of templates/ with words put in for its placeholders."""
    text = dumps(read(TEMPLATES / f"{name}.ipynb"))
    for placeholder, word in known.items():
        text = text.replace(placeholder, word)
    return nbformat.from_dict(json.loads(text))


def _make(course: Course, files: dict[Path, str]) -> list[tuple[bool, str]]:
    """Write those of `files` that are not there; for each, whether it was made and the line that says so."""
    lines = []
    for path, text in files.items():
        there = path.exists()
        if not there:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        lines.append(
            (not there, f"{course.shown(path)}: {'is there already, and stays as it is' if there else 'made'}")
        )
    return lines

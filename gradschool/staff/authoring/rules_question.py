"""What an assignment needs before students get it: whole questions, hints, and a table of points that is true.

The rules have the form of those in `rules`. What they find is not wrong but missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nbformat import NotebookNode

from gradschool.staff.authoring.rules import Findings, nbgrader_of, nothing_is_left_to_write
from gradschool.staff.course.markers import MARKERS

HINTS = 3
ROW = re.compile(r"^\| *(\d+) *\|.*\| *(\d+) *\| *$", re.MULTILINE)
TOTAL = re.compile(r"\*\*Points:\*\* *(\d+)")
HEADING = re.compile(r"^#+ .*\((\d+) points?\) *$", re.MULTILINE)


@dataclass
class Question:
    """The cells of one question, by what they are for; `number` is "3" for the cells a11-q3-…"""

    number: str
    text: NotebookNode | None = None
    answers: list[NotebookNode] = field(default_factory=list)
    tries: list[NotebookNode] = field(default_factory=list)
    visible: list[NotebookNode] = field(default_factory=list)
    hidden: list[NotebookNode] = field(default_factory=list)
    hints: int = 0

    @property
    def points(self) -> int:
        """The points of all its checks."""
        return sum(nbgrader_of(cell).get("points", 0) for cell in self.visible + self.hidden)


def questions(nb: NotebookNode, prefix: str) -> list[Question]:
    """The questions of an assignment, in the order of their first cells. `prefix` begins its cell ids: "a11-"."""
    found: dict[str, Question] = {}
    for cell in nb.cells:
        match = re.fullmatch(rf"{re.escape(prefix)}q(\d+)-(.+)", cell.id)
        if not match:
            continue
        question = found.setdefault(match[1], Question(match[1]))
        flags = nbgrader_of(cell)
        if flags.get("solution"):
            question.answers.append(cell)
        elif flags.get("grade"):
            (question.hidden if MARKERS[2] in cell.source else question.visible).append(cell)
        elif match[2] == "text":
            question.text = cell
        elif match[2].startswith("try"):
            question.tries.append(cell)
        question.hints += cell.source.count("<summary>Hint") if cell.cell_type == "markdown" else 0
    return list(found.values())


def questions_are_whole(nb: NotebookNode, prefix: str) -> Findings:
    asked = questions(nb, prefix)
    if not asked:
        remedy = f"make its first: gradschool new exercise {prefix[1:3]} q1 name-of-the-answer"
        yield "", "the assignment has no question", remedy
    for question in asked:
        here = f"{prefix}q{question.number}"
        parts = [
            (question.text, "statement", f"write it in a text cell {here}-text"),
            (question.answers, "answer cell", "make a code cell with solution: true"),
            (question.tries, "cell to try the answer in", f"make a code cell {here}-try"),
            (question.visible, "visible check", f"make a graded cell {here}-check"),
            (question.hidden, "hidden check", f"make a graded cell {here}-hidden with ### {MARKERS[2]}"),
        ]
        for there, what, remedy in parts:
            if not there:
                yield f"{here}-…", f"question {question.number} has no {what}", remedy


def questions_have_hints(nb: NotebookNode, prefix: str) -> Findings:
    for question in questions(nb, prefix):
        if question.hints < HINTS:
            what = f"question {question.number} has {question.hints} of {HINTS} folded hints"
            yield f"{prefix}q{question.number}-hints", what, "write <details><summary>Hint 1: the idea</summary> …"


def points_are_told(nb: NotebookNode, prefix: str) -> Findings:
    """The table under the title, the total beside it and the heading of each question say what the checks give."""
    title = nb.cells[0] if nb.cells else None
    text = title.source if title is not None else ""
    asked = questions(nb, prefix)
    where = title.id if title is not None else ""
    told = dict(ROW.findall(text))
    for question in asked:
        points, row = question.points, told.pop(question.number, None)
        if row is None:
            remedy = f"add the row | {question.number} | what you write | {points} |"
            yield where, f"the points table has no row for question {question.number}", remedy
        elif int(row) != points:
            yield where, f"the points table gives question {question.number} {row}, its checks {points}", "correct it"
        heading = HEADING.search(question.text.source) if question.text is not None else None
        if question.text is not None and (heading is None or int(heading[1]) != points):
            yield question.text.id, f"its heading does not say ({points} points)", "end the heading with it"
    for number in told:
        yield where, f"the points table has a row for question {number}, which is not there", "take it out"
    said, total = TOTAL.search(text), sum(question.points for question in asked)
    if said is None or int(said[1]) != total:
        yield where, f"the title does not say **Points:** {total}", "write it beside what is needed and the minutes"


QUESTION = (questions_are_whole, questions_have_hints, points_are_told)
MISSING = {*QUESTION, nothing_is_left_to_write}

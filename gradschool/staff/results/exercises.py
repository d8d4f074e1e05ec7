"""Read the result of one graded submission: marks, status and named mistake of each exercise."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gradschool.diagnose.from_exceptions import IN_THE_TRACEBACK
from gradschool.message_form import Message, parse
from gradschool.staff.course.markers import grade_id
from gradschool.staff.course.trouble import CELL_TIMEOUT, CourseError
from gradschool.staff.results import hidden_checks
from gradschool.staff.results.marks import Marks

GRADE_ID = re.compile(r"(a\d\d)-(q\d+)-(.+)")
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
# "3 · Tangent line (4 points)" -> "Tangent line"
DECORATION = re.compile(r"^(?:(?:Question|Exercise|Part)? *\w{1,2} *[·.:–-] *)?(.*?)(?: *[(·] *\d+ points?\)?)?$")
# The name that IPython gives a cell's code in the message of a SyntaxError: "invalid syntax (1735640528.py, line 1)"
IN_A_CELL = re.compile(r" \((?:\d+\.py|<[^>]*>), (line \d+)\)")

RIGHT, PARTLY, WRONG, BLANK, MISSING, UNGRADED = "right", "partly", "wrong", "blank", "missing", "not graded"


@dataclass(frozen=True)
class Exercise:
    """One exercise of a graded submission.

    `key` is for example "q1-polynomial-slope"; `status` is right, partly, wrong, blank, missing or not graded;
    `mistake` is the name that the checks gave, if any, and `meaning` explains it; `message` is the headline of the
    first check that failed, visible checks first. `points` and `max_points` count all checks, `hidden_points` and
    `hidden_max` only the hidden ones. `call`, `got` and `expected` are those of a visible check: nothing here shows a
    hidden check's inputs or values.
    """

    key: str
    title: str
    points: float
    max_points: float
    status: str
    mistake: str | None = None
    meaning: str | None = None
    message: str | None = None
    call: str | None = None
    got: str | None = None
    expected: str | None = None
    do: str | None = None
    read: str | None = None
    hidden_points: float = 0
    hidden_max: float = 0


@dataclass(frozen=True)
class Result:
    """One graded submission. `stopped` says why the judge stopped its code, by exercise; "" is before the first."""

    student: str
    assignment: str
    exercises: tuple[Exercise, ...]
    stopped: dict[str, str] = field(default_factory=dict)

    @property
    def points(self) -> float:
        return sum(exercise.points for exercise in self.exercises)

    @property
    def max_points(self) -> float:
        return sum(exercise.max_points for exercise in self.exercises)

    def exercise(self, key: str) -> Exercise:
        """Return the exercise with this key. Raises KeyError when there is none."""
        return {exercise.key: exercise for exercise in self.exercises}[key]


def result_of(marks: Marks | None, autograded: Path, name: str, student: str) -> Result:
    """One student's marks with what the autograded notebook says of them.

    Parameters
    ----------
    marks : Marks or None
        What the gradebook has; None when it has no submission of the student's.
    autograded : Path
        The student's autograded notebook.
    name, student : str
        The assignment's full name and the student's id.

    Raises CourseError when the student's submission was not graded.
    """
    if not autograded.is_file():
        raise CourseError(f"{autograded}: no graded submission of {name} by {student}; run nbgrader autograde first")
    if marks is None:
        raise CourseError(f"{name}: the gradebook has no submission by {student}; grade it first")
    return result_in(_read(autograded), marks, name, student)


def result_in(notebook: NotebookNode, marks: Marks, name: str, student: str) -> Result:
    """The marks with what the executed notebook says of them; names as in `result_of`."""
    exercises = {group: _exercise(group, notebook.cells, marks) for group in groups_of(marks)}
    keys = {group: exercise.key for group, exercise in exercises.items()}
    stopped = {keys.get(group, group): cause for group, cause in _stopped(notebook).items()}
    return Result(student, name, tuple(exercises.values()), stopped)


def _read(autograded: Path) -> NotebookNode:
    try:
        return nbformat.read(autograded, as_version=4)
    except (OSError, ValueError, AttributeError, TypeError, nbformat.ValidationError):  # other JSON raises any
        raise CourseError(f"{autograded}: not a notebook; run nbgrader autograde --force again") from None


def _stopped(notebook: NotebookNode) -> dict[str, str]:
    """Return why the judge stopped code, by group. Without the judge the metadata are the student's: any value."""
    noted = notebook.metadata.get("gradschool")
    stopped = noted.get("stopped") if isinstance(noted, dict) else None
    pairs = stopped.items() if isinstance(stopped, dict) else ()
    return {group: cause for group, cause in pairs if isinstance(cause, str)}


def groups_of(marks: Marks) -> list[str]:
    """Return the part of the grade ids that an exercise's cells share, in order: ["a01-q1", "a01-q2", …]."""
    return sorted({_group(grade) for grade in marks.grades}, key=natural_order)


def answer_key(grade_id: str) -> str:
    """Return the exercise's key for its answer cell's grade id: "q1-slope" for "a01-q1-slope"."""
    match = GRADE_ID.fullmatch(grade_id)
    return f"{match[2]}-{match[3]}" if match else grade_id


def _group(grade_id: str) -> str:
    match = GRADE_ID.fullmatch(grade_id)
    return f"{match[1]}-{match[2]}" if match else grade_id


def natural_order(text: str) -> tuple:
    """Return a sort key that compares numbers in a text as numbers: "q2" comes before "q10"."""
    return tuple(int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", text))


def _belongs(name: str | None, group: str) -> bool:
    return name is not None and _group(name) == group


def _exercise(group: str, cells: list[NotebookNode], marks: Marks) -> Exercise:
    mine = [cell for cell in cells if _belongs(grade_id(cell), group)]
    grades = {grade: mark for grade, mark in marks.grades.items() if _belongs(grade, group)}
    points, most = _sum(grades.values())
    hidden = {grade_id(cell) for cell in mine if hidden_checks.has_hidden_checks(cell)}
    hidden_points, hidden_max = _sum(mark for grade, mark in grades.items() if grade in hidden)
    answer_ids = [answer for answer in marks.answers if _belongs(answer, group)]
    manual = any(mark[2] for mark in grades.values())
    status = _status(points, most, manual, mine, answer_ids, marks.unanswered)
    key = answer_key(answer_ids[0]) if answer_ids else answer_key(group)
    told = what_was_said(mine) if points < most else Message("")
    parts = ("mistake", "meaning", "call", "got", "expected", "do", "read")
    shown = {part: getattr(told, part) for part in parts} | {"message": told.headline or None}
    if status == MISSING:
        shown = {"message": f"the answer cell {answer_ids[0]} is not in this notebook"}
    if status == BLANK:
        shown = {"message": hidden_checks.UNANSWERED}
    title = title_of(group, cells, key)
    return Exercise(key, title, points, most, status, **shown, hidden_points=hidden_points, hidden_max=hidden_max)


def _sum(marks: Iterable[tuple]) -> tuple[float, float]:
    """Points and maximum of several grades, which are (points, maximum, …)."""
    marks = list(marks)
    return sum(mark[0] for mark in marks), sum(mark[1] for mark in marks)


def _status(points, most, manual: bool, mine: list, answer_ids: list[str], unanswered: set) -> str:
    if manual:
        return UNGRADED
    if points >= most:
        return RIGHT
    if answer_ids and not any(grade_id(cell) in answer_ids for cell in mine):
        return MISSING
    if answer_ids and unanswered.issuperset(answer_ids):
        return BLANK
    return PARTLY if points > 0 else WRONG


def what_was_said(cells: list[NotebookNode]) -> Message:
    """Return the first failed check's message with the first named mistake; of hidden checks only the public part."""
    told = []
    for cell in sorted(cells, key=hidden_checks.has_hidden_checks):
        errors = hidden_checks.errors_of(cell.get("outputs", []))
        told += [_told(error, hidden_checks.has_hidden_checks(cell)) for error in errors]
    first = (told or [Message("")])[0]
    named = next((message for message in told if message.mistake), first)
    return replace(first, mistake=named.mistake, meaning=named.meaning, do=named.do, read=named.read)


def _told(error: NotebookNode, hidden: bool) -> Message:
    name, text = hidden_checks.reduced(error) if hidden else (error.ename, error.evalue)
    if name == "CheckFailed":
        message = parse(text)
        # a remedy that points at the traceback is of no use where no traceback is shown
        return replace(message, do=None) if message.do == IN_THE_TRACEBACK else message
    if name == CELL_TIMEOUT:
        return Message(text)
    return Message(IN_A_CELL.sub(r", \1 of the answer cell", f"{name}: {text}".strip().splitlines()[0]))


def title_of(group: str, cells: list[NotebookNode], key: str) -> str:
    """Return the exercise's title: the nearest heading above its first code cell, else its key in words."""
    heading = None
    for cell in cells:
        if cell.cell_type == "markdown" and (found := HEADING.findall(cell.source)):
            heading = found[-1]
        if _belongs(grade_id(cell), group) and cell.cell_type == "code":
            break
    else:
        heading = None
    if heading and (match := DECORATION.match(heading)):
        return match[1]
    return re.sub(r"^q\d+-", "", key).replace("-", " ").capitalize()


def marks(points: float, most: float) -> str:
    """Return points as "3 / 4", with decimals only if needed."""
    return f"{points:g} / {most:g}"


def count_mistakes(results: Iterable[Result]) -> list[tuple[str, int, list[str]]]:
    """Return (mistake, number of students, keys of exercises) for each named mistake, the most frequent first."""
    students, keys = defaultdict(set), defaultdict(set)
    for result in results:
        for exercise in result.exercises:
            if exercise.mistake:
                students[exercise.mistake].add(result.student)
                keys[exercise.mistake].add(exercise.key)
    ranked = sorted(students, key=lambda mistake: (-len(students[mistake]), mistake))
    return [(mistake, len(students[mistake]), sorted(keys[mistake])) for mistake in ranked]

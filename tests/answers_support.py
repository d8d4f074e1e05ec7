"""Grade every sample answer of an assignment in one run of nbgrader, and say which did not earn what it should."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from random import Random

import nbformat
from nbgrader.api import Gradebook

from gradschool.staff.course.layout import Course
from gradschool.staff.grading.engines import Local
from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.results.exercises import BLANK, RIGHT, Exercise, Result
from gradschool.staff.results.gradebook import read_result
from gradschool.staff.results.hidden_checks import has_hidden_checks
from gradschool.staff.samples.answers import Answer, answer_cells, load_answers, submission

COURSE = Course(Path(__file__).resolve().parents[1])
FOLDER = COURSE.root / "tests" / "answers"
RELEASE, SOLUTION, RAISING = "release", "solution", "raising"
RAISES = "raise ValueError('not done yet')"
FEWEST_RIGHT, FEWEST_WRONG = 3, 6
# an error that no check made into a message; an answer cell that does not run leaves its name undefined
CRASH = re.compile(r"(?!NameError|SyntaxError|CellTimeoutError)[A-Z]\w*(Error|Exception): ")


# By answer label, and by RELEASE, SOLUTION and RAISING: the points of each check that is about it.
Points = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Graded:
    """What one assignment's answers earned: by answer label, and as a whole for the release and the solution."""

    exercises: dict[str, Exercise]
    release: Result
    solution: Result
    points: Points


@dataclass(frozen=True)
class Row:
    """One submission that holds several answers, by exercise, which is fair because exercises are independent."""

    student: str
    answers: dict[str, Answer]


def assignments_with_answers() -> list[str]:
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir()) if FOLDER.is_dir() else []


@cache
def answers_of(name: str) -> dict[str, list[Answer]]:
    return load_answers(FOLDER / name)


def rows(answers: dict[str, list[Answer]], seed: str | None = None) -> list[Row]:
    """The k-th holds the k-th answer of each exercise; with a seed, in an order of each exercise's own."""
    columns = []
    for exercise, given in answers.items():
        order = given if seed is None else Random(f"{seed}/{exercise}").sample(given, len(given))
        columns.append([(exercise, answer) for answer in order])
    return [Row(f"row-{k}", dict(pair for pair in row if pair)) for k, row in enumerate(zip_longest(*columns))]


def grade(name: str) -> Graded:
    """One `gradschool grade` over the release, the solution and all answers of an assignment, once in this process."""
    found = _graded(name)
    assert isinstance(found, Graded), found
    return found


@cache
def _graded(name: str) -> Graded | str:
    """What `grade` returns, or why it cannot: cached too, so that one failure is not waited for a hundred times."""
    packed = rows(answers_of(name))
    with submitted(name, packed) as scratch:
        if failures := scratch.grade(name, engine()):
            return "\n".join(failures.values())

        def result(student: str) -> Result:
            return read_result(scratch.database, scratch.autograded_notebook(name, student), name, student)

        exercises = {}
        for row in packed:
            graded = result(row.student)
            exercises |= {answer.label: graded.exercise(exercise) for exercise, answer in row.answers.items()}
        return Graded(exercises, result(RELEASE), result(SOLUTION), points_of(scratch, name, packed))


@cache
def engine() -> Local:
    """One worker for all that this process grades."""
    return Local(1)


@contextmanager
def submitted(name: str, packed: list[Row]) -> Iterator[ScratchCourse]:
    """A throw-away course with these submissions: the release, the solution, answers that raise, and these rows."""
    with ScratchCourse(COURSE, [name]) as scratch:
        release = scratch.generate(name)
        scratch.submit(name, RELEASE, release.read_bytes())
        scratch.submit(name, SOLUTION, COURSE.source_notebook(name).read_bytes())
        scratch.submit(name, RAISING, submission(release, dict.fromkeys(answers_of(name), RAISES)))
        for row in packed:
            codes = {exercise: answer.code for exercise, answer in row.answers.items()}
            scratch.submit(name, row.student, submission(release, codes))
        yield scratch


def points_of(scratch: ScratchCourse, name: str, packed: list[Row]) -> Points:
    """What the gradebook holds, by answer instead of by submission."""
    earned = points_of_checks(scratch, name)
    found = {student: earned[student] for student in (RELEASE, SOLUTION, RAISING)}
    for row in packed:
        for exercise, answer in row.answers.items():
            checks = earned[row.student]
            found[answer.label] = {check: checks[check] for check in checks if exercise_of(name, check) == exercise}
    return found


def points_of_checks(scratch: ScratchCourse, name: str) -> dict[str, dict[str, float]]:
    """By student and grade id, what the gradebook holds."""
    with Gradebook(scratch.database) as gradebook:
        found = {}
        for submission_ in gradebook.assignment_submissions(name):
            grades = [grade for notebook in submission_.notebooks for grade in notebook.grades]
            found[submission_.student_id] = {grade.name: grade.auto_score for grade in grades}
        return found


@cache
def _exercises(name: str) -> dict[str, str]:
    """From what the grade ids of an exercise's cells begin with, "a01-q1", to the exercise."""
    nb = nbformat.read(COURSE.source_notebook(name), as_version=4)
    return {_begin(cell.metadata.nbgrader.grade_id): key for key, cell in answer_cells(nb).items()}


def exercise_of(name: str, check: str) -> str:
    """The exercise that the check with this grade id is about."""
    return _exercises(name)[_begin(check)]


def _begin(grade_id: str) -> str:
    return "-".join(grade_id.split("-")[:2])


@cache
def hidden_points(name: str) -> dict[str, float]:
    """Points of the hidden checks, by exercise, from the source."""
    points = defaultdict(float)
    for cell in nbformat.read(COURSE.source_notebook(name), as_version=4).cells:
        if has_hidden_checks(cell):
            points[exercise_of(name, cell.metadata.nbgrader.grade_id)] += cell.metadata.nbgrader.points
    return points


def problem(answer: Answer, earned: Exercise, hidden: float) -> str | None:
    """Why `earned` is not what `answer` deserves, as one line that names the file; None when it is.

    A right answer earns all points. A wrong one loses at least what the hidden check is worth, and is told by a check
    the mistake that it declares, or none.
    """
    got = f"{answer.path}: got {earned.points:g} of {earned.max_points:g} points, mistake {earned.mistake}"
    said = f" ({earned.message})" if earned.message else ""
    if answer.right:
        return None if earned.status == RIGHT else f"{got}; a right answer must earn them all{said}"
    if earned.points >= earned.max_points or earned.max_points - earned.points < hidden:
        return f"{got}; a wrong answer must lose at least the {hidden:g} points of the hidden check{said}"
    if CRASH.match(earned.message or ""):
        return f"{got}; the check itself crashed{said}"
    if earned.mistake != answer.declared:
        return f"{got}; it declares {answer.declared or 'unnamed'}{said}"
    return None


def release_problem(result: Result) -> str | None:
    """Why a graded release is not what an untouched assignment must be: no points, and every exercise blank."""
    scored = [f"{e.key} ({e.points:g} points, {e.status})" for e in result.exercises if e.points or e.status != BLANK]
    return f"{result.assignment}: the untouched release scores: {', '.join(scored)}" if scored else None


def confusion(pairs: Iterable[tuple[str | None, str | None]]) -> str:
    """A table of wrong answers: rows are declared mistakes, columns reported ones, entries counts."""
    counted = Counter((declared or "unnamed", reported or "unnamed") for declared, reported in pairs)
    declared, reported = (sorted({pair[i] for pair in counted}) for i in (0, 1))
    width = max(len(name) for name in ["declared \\ reported", *declared])
    lines = [" ".join(["declared \\ reported".ljust(width), *reported])]
    for row in declared:
        counts = [str(counted[row, column] or "·").rjust(len(column)) for column in reported]
        lines.append(" ".join([row.ljust(width), *counts]))
    return "\n".join(lines)

"""Grade every sample answer of an assignment in one run of nbgrader, and say which did not earn what it should."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

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
JUDGE = "gradschool.staff.plugins.judge.Judge"
FEWEST_RIGHT, FEWEST_WRONG = 3, 6
# an error that no check made into a message; an answer cell that does not run leaves its name undefined
CRASH = re.compile(r"(?!NameError|SyntaxError|CellTimeoutError)[A-Z]\w*(Error|Exception): ")


@dataclass(frozen=True)
class Graded:
    """What one assignment's answers earned: by answer label, and as a whole for the release and the solution."""

    exercises: dict[str, Exercise]
    release: Result
    solution: Result


def assignments_with_answers() -> list[str]:
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir()) if FOLDER.is_dir() else []


@cache
def answers_of(name: str) -> dict[str, list[Answer]]:
    return load_answers(FOLDER / name)


def rows(answers: dict[str, list[Answer]]) -> list[dict[str, Answer]]:
    """Submissions: the k-th holds the k-th answer of each exercise, which is fair because exercises are independent."""
    columns = [[(exercise, answer) for answer in given] for exercise, given in answers.items()]
    return [dict(pair for pair in row if pair) for row in zip_longest(*columns)]


def grade(name: str) -> Graded:
    """One `gradschool grade` over the release, the solution and all answers of an assignment."""
    found = _graded(name)
    assert isinstance(found, Graded), found
    return found


@cache
def _graded(name: str) -> Graded | str:
    """What `grade` returns, or why it cannot: cached too, so that one failure is not waited for a hundred times."""
    with submitted(name) as scratch:
        if failures := scratch.grade(name, engine()):
            return "\n".join(failures.values())

        def result(student: str) -> Result:
            return read_result(scratch.database, scratch.autograded_notebook(name, student), name, student)

        exercises = {}
        for number, row in enumerate(rows(answers_of(name))):
            graded = result(f"row-{number}")
            exercises |= {answer.label: graded.exercise(exercise) for exercise, answer in row.items()}
        return Graded(exercises, result(RELEASE), result(SOLUTION))


@cache
def engine() -> Local:
    """One worker for all that this process grades."""
    return Local(1)


@contextmanager
def submitted(name: str) -> Iterator[ScratchCourse]:
    """A throw-away course with these submissions: the release, the solution, all answers, and answers that raise."""
    with ScratchCourse(COURSE, [name]) as scratch:
        release = scratch.generate(name)
        scratch.submit(name, RELEASE, release.read_bytes())
        scratch.submit(name, SOLUTION, COURSE.source_notebook(name).read_bytes())
        scratch.submit(name, RAISING, submission(release, dict.fromkeys(answers_of(name), RAISES)))
        for number, row in enumerate(rows(answers_of(name))):
            codes = {exercise: answer.code for exercise, answer in row.items()}
            scratch.submit(name, f"row-{number}", submission(release, codes))
        yield scratch


def graded_often(name: str, runs: int) -> list[dict[str, dict[str, float]]]:
    """The same submissions by `gradschool grade`, again and again: the points of each check, for each run."""
    with submitted(name) as scratch:
        found = []
        for _ in range(runs):
            failures = scratch.grade(name, engine())
            assert not failures, "\n".join(failures.values())
            found.append(points_of_checks(scratch, name))
        return found


def graded_by_stock(name: str) -> tuple[dict[str, dict[str, float]], set[tuple[str, str]]]:
    """The same submissions by `nbgrader autograde` with nbgrader's own execution, in one process with the checks.

    Returns the points of each check, and the (student, grade id) of checks that wrote to stderr, which costs a mark
    there and must not.
    """
    with submitted(name) as scratch:
        config = scratch.course.config.read_text()
        assert JUDGE in config
        scratch.course.config.write_text(config.replace(JUDGE, "nbgrader.preprocessors.Execute"))
        failures = scratch.autograde(name)
        assert not failures, "\n".join(failures.values())
        students = sorted(path.parent.name for path in (scratch.root / "autograded").glob(f"*/{name}"))
        warned = {
            (student, cell.metadata.nbgrader.grade_id)
            for student in students
            for cell in nbformat.read(scratch.autograded_notebook(name, student), as_version=4).cells
            if any(output.get("name") == "stderr" for output in cell.get("outputs", []))
            and cell.metadata.get("nbgrader", {}).get("grade")
        }
        return points_of_checks(scratch, name), warned


def points_of_checks(scratch: ScratchCourse, name: str) -> dict[str, dict[str, float]]:
    """By student and grade id, what the gradebook holds."""
    with Gradebook(scratch.database) as gradebook:
        found = {}
        for submission_ in gradebook.assignment_submissions(name):
            grades = [grade for notebook in submission_.notebooks for grade in notebook.grades]
            found[submission_.student_id] = {grade.name: grade.auto_score for grade in grades}
        return found


@cache
def hidden_points(name: str) -> dict[str, float]:
    """Points of the hidden checks, by exercise, from the source."""
    nb = nbformat.read(COURSE.source_notebook(name), as_version=4)
    group_of = {"-".join(cell.metadata.nbgrader.grade_id.split("-")[:2]): key for key, cell in answer_cells(nb).items()}
    points = defaultdict(float)
    for cell in nb.cells:
        if has_hidden_checks(cell):
            metadata = cell.metadata.nbgrader
            points[group_of["-".join(metadata.grade_id.split("-")[:2])]] += metadata.points
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

"""Summarise the results of a class as plain data, from which the page, JSON and CSV are written.

Nothing that students wrote is in it but their ids; mistakes are names from the catalogue.
"""

from collections import Counter
from dataclasses import dataclass

from gradschool.diagnose.named_mistakes import CATALOGUE
from gradschool.staff.judge.sanitise import CONTROL
from gradschool.staff.report.gather import Gathered
from gradschool.staff.report.items import difficulty, discrimination
from gradschool.staff.results.exercises import (
    BLANK,
    MISSING,
    PARTLY,
    RIGHT,
    UNGRADED,
    WRONG,
    Result,
    count_mistakes,
    marks,
    natural_order,
)

STATUSES = (RIGHT, PARTLY, WRONG, BLANK, MISSING, UNGRADED)
WITHOUT_ANSWER = (BLANK, MISSING)
# A student may need help with less than this share of the points, or with no answer in this share of the exercises.
LOW_SHARE, MANY_WITHOUT_ANSWER = 1 / 2, 1 / 3
UNSAID = "not graded; the report with names says why"
WHOLE, BEFORE = "the whole submission", "the cells before the first exercise"


@dataclass(frozen=True)
class Item:
    """One exercise over all students: `counts` by status, and statistics over the students who are graded."""

    number: int
    key: str
    title: str
    max_points: float
    counts: dict[str, int]
    difficulty: float | None
    discrimination: float | None
    without_answer: int


@dataclass(frozen=True)
class Mistake:
    """One named mistake: how many students made it, in which exercises, and which lesson section explains it."""

    name: str
    students: int
    exercises: dict[str, int]
    meaning: str
    do: str
    lesson: str
    section: str


@dataclass(frozen=True)
class Mark:
    """What one student earned in one exercise."""

    key: str
    points: float
    status: str
    mistake: str | None


@dataclass(frozen=True)
class Student:
    """One graded student. `complete`: every exercise is graded; `reasons`: why the student may need help."""

    id: str
    points: float
    complete: bool
    marks: tuple[Mark, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class NotGraded:
    """Work that is not graded, or that lost points for another reason than a wrong answer."""

    student: str
    what: str
    why: str


@dataclass(frozen=True)
class Report:
    """The report on one assignment. `absent`: students in the gradebook who submitted nothing."""

    assignment: str
    anonymous: bool
    max_points: float
    submitted: int
    students: tuple[Student, ...]
    items: tuple[Item, ...]
    mistakes: tuple[Mistake, ...]
    not_graded: tuple[NotGraded, ...]
    absent: tuple[str, ...]

    @property
    def totals(self) -> list[float]:
        """Total points of the students who are completely graded, ascending."""
        return sorted(student.points for student in self.students if student.complete)

    @property
    def need_help(self) -> list[Student]:
        """Students who may need help: most reasons first, then fewest points."""
        named = [student for student in self.students if student.reasons]
        return sorted(named, key=lambda student: (-len(student.reasons), student.points, natural_order(student.id)))


def summarise(gathered: Gathered, anonymous: bool = False) -> Report:
    """Return the report. `anonymous`: students are numbered, and neither order nor causes can identify one."""
    results = gathered.results
    names = _pseudonyms(gathered) if anonymous else _shown(gathered)
    titles = {key: f"{number} · {title}" for number, (key, title) in enumerate(gathered.titles.items(), 1)}
    lost = [entry for result in results for entry in _lost(result, names[result.student], titles, anonymous)]
    # a cause may quote the name of a file
    causes = dict.fromkeys(gathered.failures, UNSAID) if anonymous else gathered.failures
    failed = [NotGraded(names[student], WHOLE, why) for student, why in causes.items()]
    students = [_student(result, names[result.student], titles) for result in results]
    return Report(
        assignment=gathered.assignment,
        anonymous=anonymous,
        max_points=results[0].max_points,
        submitted=len(results) + len(failed),
        students=tuple(sorted(students, key=lambda student: natural_order(student.id))),
        items=tuple(_item(place, results, gathered.titles) for place in range(len(results[0].exercises))),
        mistakes=tuple(_mistakes(results)),
        not_graded=tuple(sorted(lost + failed, key=lambda entry: (natural_order(entry.student), entry.what))),
        absent=tuple(sorted((names[student] for student in gathered.absent), key=natural_order)),
    )


def _shown(gathered: Gathered) -> dict[str, str]:
    """Return ids that are safe to show: control characters and those that change the direction of text are replaced."""
    students = [result.student for result in gathered.results] + [*gathered.failures, *gathered.absent]
    return {student: CONTROL.sub("\ufffd", student).replace("\n", "\ufffd") for student in students}


def _pseudonyms(gathered: Gathered) -> dict[str, str]:
    """Return a number for each student, in an order that comes from the marks, not from the ids."""

    def earned(result: Result) -> tuple:
        return -result.points, [(exercise.points, exercise.status) for exercise in result.exercises]

    graded = [result.student for result in sorted(gathered.results, key=earned)]
    failed = sorted(gathered.failures, key=gathered.failures.__getitem__)
    return {student: f"student {number}" for number, student in enumerate([*graded, *failed, *gathered.absent], 1)}


def _named(mistake: str | None) -> str | None:
    """Return a mistake that is in the catalogue, else None: a student's own error may have any text."""
    return mistake if mistake in CATALOGUE else None


def _student(result: Result, name: str, titles: dict[str, str]) -> Student:
    given = [Mark(e.key, e.points, e.status, _named(e.mistake)) for e in result.exercises]
    complete = all(mark.status != UNGRADED for mark in given)
    return Student(name, result.points, complete, tuple(given), tuple(_reasons(result, given, complete, titles)))


def _reasons(result: Result, given: list[Mark], complete: bool, titles: dict[str, str]) -> list[str]:
    reasons = []
    if complete and result.points < LOW_SHARE * result.max_points:
        reasons.append(f"{marks(result.points, result.max_points)} points, less than half")
    empty = sum(mark.status in WITHOUT_ANSWER for mark in given)
    if empty >= MANY_WITHOUT_ANSWER * len(given):
        reasons.append(f"no answer in {empty} of {len(given)} exercises")
    for mistake, times in Counter(mark.mistake for mark in given if mark.mistake).items():
        if times > 1:
            reasons.append(f"{mistake} in {times} exercises")
    stopped = [titles[key] for key in titles if key in result.stopped]
    if stopped:
        reasons.append(f"code that had to be stopped in {', '.join(stopped)}")
    return reasons


def _lost(result: Result, name: str, titles: dict[str, str], anonymous: bool) -> list[NotGraded]:
    """Return the exercises that a person has to grade, and those in which the judge stopped the code."""
    waiting = [titles[exercise.key] for exercise in result.exercises if exercise.status == UNGRADED]
    lost = [NotGraded(name, what, "has no mark yet; grade it in the formgrader") for what in waiting]
    for key, cause in result.stopped.items():
        told = "" if anonymous else f": {CONTROL.sub('', cause)}"
        why = f"its code was stopped{told}; checks after that count as failed"
        lost.append(NotGraded(name, titles.get(key, BEFORE), why))
    return lost


def _item(place: int, results: list[Result], titles: dict[str, str]) -> Item:
    exercise = results[0].exercises[place]
    counts = Counter(result.exercises[place].status for result in results)
    graded = [result.exercises[place].points for result in results if result.exercises[place].status != UNGRADED]
    whole = [r for r in results if all(e.status != UNGRADED for e in r.exercises)]
    rows = [[e.points for e in result.exercises] for result in whole]
    return Item(
        number=place + 1,
        key=exercise.key,
        title=titles[exercise.key],
        max_points=exercise.max_points,
        counts={status: counts[status] for status in STATUSES},
        difficulty=difficulty(graded, exercise.max_points),
        discrimination=discrimination(rows, place),
        without_answer=sum(counts[status] for status in WITHOUT_ANSWER),
    )


def _mistakes(results: list[Result]) -> list[Mistake]:
    where = Counter((e.mistake, e.key) for result in results for e in result.exercises if _named(e.mistake))
    found = []
    for name, students, keys in count_mistakes(results):
        if entry := CATALOGUE.get(name):
            lesson, _, section = entry.read.partition(" · ")
            exercises = {key: where[name, key] for key in sorted(keys, key=natural_order)}
            found.append(Mistake(name, students, exercises, entry.meaning, entry.do, lesson, section))
    return found

"""A small class of sample submissions, graded by the real pipeline: what an instructor sees."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gradschool.staff.course.layout import Course
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.results.exercises import Result
from gradschool.staff.results.gradebook import read_result
from gradschool.staff.samples.answers import Answer, load_answers, submission

ASSIGNMENT = "01_first_gradients"
FOLDER = ".demo"

# What each student does in the exercises, in order; the last word holds for all that follow. A number k means the
# k-th wrong answer, those that show a named mistake first.
CLASS = {
    "amara.okafor": "right",
    "bo.lindqvist": "right",
    "chen.wei": "1 right",
    "dalia.haddad": "1 1 right 1 right",
    "emil.novak": "2 right 1 right 2 right",
    "farah.rahimi": "right 1 1 2 none",
    "george.mensah": "right stops right none",
    "hana.sato": "none",
}
STOPS = "answer = 1 / 0"


@dataclass(frozen=True)
class GradedClass:
    """The graded demo class: results by student, one line for each failure, and where the feedback pages are."""

    results: list[Result]
    failures: dict[str, str]
    feedback: Path


def grade_demo_class(course: Course, name: str, say: Callable[[str], None] = print) -> GradedClass:
    """Grade the class in the folder .demo/, which is made anew, and write its feedback pages there.

    Raises CourseError when the assignment or its sample answers are not there.
    """
    answers = load_answers(course.root / "tests" / "answers" / name)
    folder = course.root / FOLDER
    if folder.exists():
        shutil.rmtree(folder)
    scratch = ScratchCourse(course, [name], folder)
    say(f"Preparing {name} …")
    release = scratch.generate(name)
    for number, (student, plan) in enumerate(CLASS.items()):
        scratch.submit(name, student, submission(release, choose(answers, plan.split(), number)))
    say(f"Grading {len(CLASS)} submissions …")
    failures = scratch.grade(name)
    graded = [student for student in CLASS if student not in failures]
    if not graded:
        raise CourseError(next(iter(failures.values())))
    say("Writing feedback …")
    scratch.generate_feedback(name)
    results = [read_result(scratch.database, scratch.autograded_notebook(name, s), name, s) for s in graded]
    return GradedClass(results, failures, scratch.feedback_page(name, graded[0]).parents[2])


def choose(answers: dict[str, list[Answer]], plan: list[str], number: int) -> dict[str, str]:
    """Choose what student `number` answers to each exercise; exercises that are left blank are not in the result."""
    codes = {}
    for position, (exercise, given) in enumerate(answers.items()):
        kind = plan[min(position, len(plan) - 1)]
        right = [answer.code for answer in given if answer.right]
        wrong = [answer.code for answer in sorted(given, key=lambda a: a.declared is None) if not answer.right]
        if kind == "right":
            codes[exercise] = right[number % len(right)]
        elif kind == "stops":
            codes[exercise] = STOPS
        elif kind != "none":
            codes[exercise] = wrong[(int(kind) - 1) % len(wrong)]
    return codes

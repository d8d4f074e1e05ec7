"""A small class of sample submissions, graded by the real pipeline: what an instructor sees."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gradschool.staff.answers import Answer, load_answers, submission
from gradschool.staff.course import Course, CourseError
from gradschool.staff.results import Result, read_result
from gradschool.staff.scratch import ScratchCourse

ASSIGNMENT = "01_first_gradients"
FOLDER = ".demo"

# Which answer each student gives: of the exercise's right ones, of its wrong ones, none, or code that stops.
CLASS = {
    "amara.okafor": "right right right right right",
    "bo.lindqvist": "right right right right right",
    "chen.wei": "wrong right right right right",
    "dalia.haddad": "right wrong right wrong right",
    "emil.novak": "wrong right wrong right wrong",
    "farah.rahimi": "right wrong wrong none none",
    "george.mensah": "right stops right none none",
    "hana.sato": "none none none none none",
}
STOPS = "answer = 1 / 0"


@dataclass(frozen=True)
class GradedClass:
    """The graded demo class: results by student, one line for each failure, and where the feedback pages are."""

    results: list[Result]
    failures: dict[str, str]
    feedback: Path


def grade_demo_class(course: Course, name: str = ASSIGNMENT, say: Callable[[str], None] = print) -> GradedClass:
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
    say(f"Grading {len(CLASS)} submissions: a kernel starts and imports torch for each, about 5 seconds …")
    failures = scratch.autograde(name)
    graded = [student for student in CLASS if student not in failures]
    if not graded:
        raise CourseError(next(iter(failures.values())))
    say("Writing feedback …")
    scratch.generate_feedback(name)
    results = [read_result(scratch.database, scratch.autograded_notebook(name, s), name, s) for s in graded]
    return GradedClass(results, failures, scratch.feedback_page(name, graded[0]).parents[2])


def choose(answers: dict[str, list[Answer]], plan: list[str], number: int) -> dict[str, str]:
    """The code that student `number` gives for each exercise; what is not in the plan is left blank."""
    codes = {}
    for kind, (exercise, given) in zip(plan, answers.items(), strict=False):
        if kind == "stops":
            codes[exercise] = STOPS
        elif kind != "none":
            # Named mistakes first: they are what the demo is there to show.
            fitting = sorted((a for a in given if a.right == (kind == "right")), key=lambda a: a.declared is None)
            codes[exercise] = fitting[number % len(fitting)].code
    return codes

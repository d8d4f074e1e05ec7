"""Read the results of one assignment from a course: those of the graded students, and why others are not graded."""

import glob
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from gradschool.staff.course.layout import Course
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.grading import intake
from gradschool.staff.results.exercises import Result, groups_of, result_of, title_of
from gradschool.staff.results.gradebook import course_directory, open_gradebook, read_marks
from gradschool.staff.results.marks import Marks

Track = Callable[[Iterable], Iterable]


@dataclass(frozen=True)
class Gathered:
    """The results of one assignment.

    `results` has one for each graded student; `failures` says, by student, why a submission is not graded; `absent` has
    the students in the gradebook who submitted nothing; `titles` has the exercises' titles by key.
    """

    assignment: str
    results: list[Result]
    failures: dict[str, str]
    absent: list[str]
    titles: dict[str, str]


def gather(course: Course, name: str, track: Track = iter) -> Gathered:
    """Read assignment `name` of a course; nothing is written.

    track : callable
        Takes a list and gives its items one by one; it may show progress.

    Raises CourseError when there is no gradebook or it can't be read, when the assignment is not in it, when nothing
    was submitted, and when no submission is graded.
    """
    directory = course_directory(course)
    with open_gradebook(directory) as gradebook:
        _known(gradebook, name)
        marks = read_marks(gradebook, name)
        enrolled = {student.id for student in gradebook.students}
    submitted = folders(directory, directory.submitted_directory, name)
    autograded = folders(directory, directory.autograded_directory, name)
    students = sorted(marks.keys() | submitted.keys() | autograded.keys())
    if not students:
        raise CourseError(f"{name}: nothing was submitted; collect it first: nbgrader collect {name}")
    results, failures = [], {}
    for student in track(students):
        notebook = autograded.get(student, Path()) / f"{name}.ipynb"
        if student in marks and notebook.is_file():
            try:
                results.append(result_of(marks[student], notebook, name, student))
            except CourseError:
                failures[student] = "its graded notebook can't be read; grade it again with --force"
        else:
            failures[student] = _why_not_graded(submitted.get(student), name, student in marks)
    if not results:
        first = f"{students[0]}: {failures[students[0]]}"
        raise CourseError(f"{name}: none of {len(students)} submissions is graded ({first})")
    titles = _titles(course, name, marks[results[0].student], results[0])
    return Gathered(name, results, failures, sorted(enrolled - set(students)), titles)


def folders(directory: CourseDirectory, step: str, name: str) -> dict[str, Path]:
    """Return each student's folder at a `step` of nbgrader ("submitted", "autograded"), by student id."""
    pattern = directory.directory_structure.format(nbgrader_step=step, student_id="*", assignment_id=name)
    student = re.compile(directory.format_path(step, r"(?P<student>[^/\\]+)", name, escape=True))
    paths = [Path(directory.root, found) for found in glob.glob(pattern, root_dir=directory.root)]
    return {match["student"]: path for path in paths if (match := student.fullmatch(str(path)))}


def _known(gradebook: Gradebook, name: str) -> None:
    try:
        gradebook.find_assignment(name)
    except MissingEntry:
        known = ", ".join(sorted(assignment.name for assignment in gradebook.assignments)) or "none"
        raise CourseError(f"{name}: not in the gradebook, which has: {known}; grade it first") from None


def _why_not_graded(folder: Path | None, name: str, known: bool) -> str:
    """Return why there is no graded notebook, and what to do. `known`: the gradebook has a submission."""
    if folder is None:
        return "its graded notebook is gone, and nothing is in submitted/; collect it again"
    notebook = folder / f"{name}.ipynb"
    if refused := intake.refusal(folder):
        return f"{refused}; ask for the notebook itself"
    if not notebook.is_file():
        return f"it holds no {name}.ipynb; ask for the notebook under this name"
    try:
        if "cells" not in json.loads(notebook.read_bytes()):
            return "it is not a notebook (JSON of another kind); ask for it again"
    except (OSError, ValueError, TypeError, RecursionError):
        return "it is not a notebook (not JSON); ask for it again"
    failed = "grading it failed; nbgrader autograde says why" if known else "not graded yet; run nbgrader autograde"
    return f"{failed} {name}"


def _titles(course: Course, name: str, marks: Marks, result: Result) -> dict[str, str]:
    """Return the exercises' titles by key. They are read from the instructor's copy: a student may change headings."""
    copies = [course.source_notebook(name), course.release_notebook(name)]
    there = next((path for path in copies if path.is_file()), None)
    cells = nbformat.read(there, as_version=4).cells if there else []
    keys = [exercise.key for exercise in result.exercises]
    return {key: title_of(group, cells, key) for group, key in zip(groups_of(marks), keys, strict=True)}

"""What students get: assignment sources without solutions and hidden checks, as nbgrader makes them."""

from __future__ import annotations

from collections.abc import Iterable

from gradschool.staff.authoring.leaks import leaks
from gradschool.staff.authoring.worked import source_of
from gradschool.staff.course.folders import Files, contents
from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import read, write
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.grading.throwaway_course import ScratchCourse


def releases(course: Course, names: Iterable[str]) -> dict[str, Files]:
    """The released folder of each named assignment, made by nbgrader's generate_assignment in a throw-away course.

    Raises CourseError when nbgrader refuses a source, and when solution text or a hidden check is left.
    """
    made = {}
    with ScratchCourse(course, names) as scratch:
        for name in names:
            shown = course.shown(course.source_notebook(name))
            source = source_of(course, course.source_notebook(name))
            write(source, scratch.course.source_notebook(name))
            scratch.generate(name)
            release = read(scratch.course.release_notebook(name))
            leaked = [
                f"{shown} [{cell}]: would reach students ({line}); keep it inside the markers only"
                for cell, line in leaks(source, release)
            ]
            if leaked:
                raise CourseError("\n".join(leaked))
            made[name] = contents(scratch.course.release / name)
    return made

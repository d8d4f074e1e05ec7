"""What students get: assignment sources without solutions and hidden checks, as nbgrader makes them."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import PyFileConfigLoader

from gradschool.staff.authoring.leaks import leaks
from gradschool.staff.course.folders import Files, contents
from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import normalise, read, write
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
            source = normalise(read(course.source_notebook(name), shown=shown), outputs=False)
            write(source, scratch.course.source_notebook(name))
            _generate(scratch.course, name, shown)
            release = read(scratch.course.release_notebook(name))
            leaked = [
                f"{shown} [{cell}]: would reach students ({line}); keep it inside the markers only"
                for cell, line in leaks(source, release)
            ]
            if leaked:
                raise CourseError("\n".join(leaked))
            made[name] = contents(scratch.course.release / name)
    return made


def _generate(scratch: Course, name: str, shown: str) -> None:
    """Run generate_assignment in this process and one gradebook for all: elsewhere each costs three seconds."""
    # nbgrader starts alembic as a program.
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", os.defpath)])
    config = PyFileConfigLoader(scratch.config.name, path=str(scratch.root)).load_config()
    config.CourseDirectory.assignment_id = name
    logger, errors = logging.Logger("gradschool.release"), _Errors()
    logger.addHandler(errors)
    coursedir = CourseDirectory(config=config, log=logger)
    try:
        GenerateAssignment(coursedir=coursedir, config=config, log=logger).start()
    except Exception as error:
        tracebacks = [m for m in errors.messages if "Traceback" in m]
        said = (tracebacks or [str(error)])[0].strip().splitlines()[-1]
        raise CourseError(f"{shown}: nbgrader cannot release it ({said}); correct the source") from error


class _Errors(logging.Handler):
    """Keeps what nbgrader logs as errors: its exceptions only point to the log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(self.format(record))

"""nbgrader's converters in this process: an error that nbgrader would only log comes back as an error."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from nbgrader.converters import BaseConverter, GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from gradschool.staff.course.trouble import CourseError, in_words

# The student id that nbgrader uses for steps that concern no student.
NOBODY = "."


@dataclass
class Outcome:
    """What came of one converter.

    `failed` maps each student whose submission nbgrader gave up to the error; `stopped` says, in words, why nbgrader
    gave up anything at all, and is None when it came to its end with all of them.
    """

    failed: dict[str, Exception] = field(default_factory=dict)
    stopped: str | None = None


class KeepsErrors(BaseConverter):
    """A converter that also keeps the errors of submissions, which nbgrader logs and then goes on without them."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.failed: dict[str, Exception] = {}
        self._student = NOBODY

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        self._student = student_id
        with self._kept():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        with self._kept():
            super().convert_single_notebook(notebook_filename)

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self.failed[self._student] = error
            raise


def convert(kind: type[BaseConverter], config: Config, name: str) -> Outcome:
    """Run a converter, such as nbgrader's Autograde, on assignment `name`, over what an earlier run left.

    `config` is all of the course's configuration.
    """
    config = deepcopy(config)
    config.CourseDirectory.assignment_id = name
    logger = logging.Logger("gradschool.convert")
    logger.addHandler(logging.NullHandler())
    # it keeps its class's name, by which the configuration finds it
    keeping = type(kind.__name__, (KeepsErrors, kind), {})
    coursedir = CourseDirectory(config=config, log=logger)
    converter = keeping(coursedir=coursedir, config=config, log=logger, force=True)
    try:
        with warnings.catch_warnings(action="ignore"):  # warnings of the notebook format, about what students hand in
            converter.start()
    except Exception as error:  # a source or a submission can make a library raise anything
        first = next(iter(converter.failed.values()), error)
        return Outcome(converter.failed, words(cause(first)))
    return Outcome(converter.failed)


def generate(config: Config, name: str, shown: str) -> None:
    """Run nbgrader's generate_assignment; raises CourseError when nbgrader refuses the source, which is `shown`."""
    if why := convert(GenerateAssignment, config, name).stopped:
        raise CourseError(f"{shown}: nbgrader cannot release it ({why}); correct the source")


def cause(error: BaseException) -> BaseException:
    """Return the first error of a chain, which says what was wrong."""
    while (earlier := error.__cause__ or error.__context__) is not None:
        error = earlier
    return error


def words(error: BaseException) -> str:
    """An error on one line; a library's further lines show the notebook, which the reader has."""
    if isinstance(error, NbGraderException):
        return " ".join(str(error).split())
    return in_words(type(error).__name__, (str(error).strip().splitlines() or [""])[0])

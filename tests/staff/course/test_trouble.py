"""What goes wrong is said in one line that a person can act on."""

import pytest
import toy
from nbclient.exceptions import CellTimeoutError
from sqlalchemy.exc import OperationalError
from traitlets.config import PyFileConfigLoader

from gradschool.staff.course import trouble


@pytest.mark.parametrize(
    "kind, text, line",
    [
        ("JSONDecodeError", "Expecting value: line 1", "it is not a notebook (not JSON)"),
        ("ValidationError", "7 is not\n of type", "it is not a notebook (7 is not of type)"),
        ("NotGradable", "one of its cells is malformed", "one of its cells is malformed"),
        ("SandboxMissing", "no Landlock", "no Landlock"),
        ("KeyError", "'x'", "KeyError: 'x'"),
        ("MemoryError", "", "MemoryError"),
    ],
)
def test_why_a_submission_failed(kind, text, line):
    assert trouble.in_words(kind, text) == line


@pytest.mark.parametrize(
    "text, remedy",
    [
        ("database is locked", "close it and run this again"),
        ("attempt to write a readonly database", "change its permissions"),
        ("database or disk is full", "make room and run this again"),
        ("no such table: grade", "can't be used as a gradebook (no such table: grade); check it"),
    ],
)
def test_what_a_database_error_means(text, remedy):
    line = trouble.of_database(OperationalError("select", {}, Exception(text)), "gradebook.db")
    assert line.startswith("gradebook.db: ") and remedy in line and "\n" not in line


def test_the_timeout_error_is_nbclients_and_nbgrader_is_told_the_same_name():
    config = PyFileConfigLoader("nbgrader_config.py", str(toy.ROOT)).load_config()
    told = config.ExecutePreprocessor.error_on_timeout
    assert trouble.CELL_TIMEOUT == CellTimeoutError.__name__ == told["ename"]
    assert told["traceback"] == [f"{CellTimeoutError.__name__}: {told['evalue']}"]

"""Grading into PostgreSQL: a real server that the test starts from the system's packages, and ends."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import toy
from grade_support import Recorded, marks
from nbformat import writes
from nbgrader.api import Gradebook
from toy import MINUS, RAISES, RIGHT

from gradschool.staff.grading import run
from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.plugins.repair import instructors_cells

pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'gradschool[postgres]'")
FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")) or [Path(shutil.which("pg_ctl") or "pg_ctl")]
PROGRAMS = FOUND[-1].parent
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("postgres"),
    pytest.mark.skipif(not FOUND[-1].exists(), reason="no PostgreSQL server here: sudo apt install postgresql"),
]


@pytest.fixture
def server():
    """URL of a database in a server that listens on a Unix socket alone. It does not run as root."""
    as_nobody = []
    if os.geteuid() == 0:
        as_nobody = ["setpriv", "--reuid", "nobody", "--clear-groups"]

    def program(name: str, *arguments: str) -> None:
        done = subprocess.run([*as_nobody, PROGRAMS / name, *arguments], capture_output=True, text=True, cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr

    # Not below pytest's own folder, which is closed to other users whenever another run of it starts.
    with TemporaryDirectory(prefix="gradschool-", dir="/tmp") as folder:
        if as_nobody:
            shutil.chown(folder, "nobody")
        program("initdb", "-D", f"{folder}/data", "-U", "course", "-A", "trust", "--no-sync")
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        program("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-o", options, "-w", "start")
        try:
            program("createdb", "-h", folder, "-U", "course", "grades")
            yield f"postgresql+psycopg://course@/grades?host={folder}"
        finally:
            program("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")


class OnPostgres(ScratchCourse):
    """A scratch course whose gradebook is in that server."""

    database = ""


def test_marks_in_postgresql_are_those_in_sqlite(server, class_of_three, toy_course):
    run.grade(class_of_three.course, toy.NAME, engine=Recorded())
    expected = marks(class_of_three)
    with OnPostgres(toy_course, [toy.NAME]) as scratch:
        scratch.database = server
        scratch.course.config.write_text(
            scratch.course.config.read_text() + f"\nc.CourseDirectory.db_url = {server!r}\n"
        )
        release = scratch.generate(toy.NAME)
        answers = {"ann": RIGHT, "bob": {"double": MINUS, "square": RAISES}, "cy": {}}
        for student, given in answers.items():
            scratch.submit(toy.NAME, student, writes(toy.answered(release, **given)))
        summary = run.grade(scratch.course, toy.NAME, engine=Recorded())
        assert summary.ok, summary.failed
        assert marks(scratch) == expected
        again = run.grade(scratch.course, toy.NAME, run.Options(force=True), engine=Recorded())
        assert again.ok and marks(scratch) == expected


def test_an_empty_database_becomes_the_gradebook_of_what_is_graded_first(server, class_of_three):
    expected = read_cells(class_of_three.database)
    config = class_of_three.course.config
    config.write_text(config.read_text() + f"\nc.CourseDirectory.db_url = {server!r}\n")
    said = []
    assert run.grade(class_of_three.course, toy.NAME, engine=Recorded(), say=said.append).ok
    assert said == ["01_toy: was not in the gradebook; put there from source/01_toy/"]
    assert read_cells(server) == expected


def read_cells(database: str) -> dict:
    with Gradebook(database) as gradebook:
        return instructors_cells(gradebook.find_notebook(toy.NAME, toy.NAME))

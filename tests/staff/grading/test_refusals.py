"""What keeps `gradschool grade` from starting or going on is one line with its remedy, and nothing is lost."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
import toy
from click.testing import CliRunner
from grade_support import Recorded, marks
from nbgrader.api import Gradebook
from sqlalchemy import text

from gradschool.staff.cli import main
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.grading import run
from gradschool.staff.sandbox import bubblewrap


def refused(course, *options) -> str:
    """The one line with which `gradschool grade` refuses."""
    before = Path.cwd()
    os.chdir(course.root)
    try:
        done = CliRunner().invoke(main, ["grade", *options])
    finally:
        os.chdir(before)
    assert done.exit_code == 2, done.output
    [line] = done.stderr.splitlines()
    assert line.startswith("gradschool: ")
    return line


def test_unknown_students_and_assignments_are_named(class_of_three):
    told = refused(class_of_three.course, "1", "--students", "eli,dora")
    assert "no submission by dora, eli; 3 others submitted" in told
    assert "'7' is none; choose from: 01_toy" in refused(class_of_three.course, "7")


def test_an_assignment_that_is_nowhere_is_named_with_the_remedy(class_of_three):
    shutil.rmtree(class_of_three.course.source)
    gradebook = class_of_three.root / "gradebook.db"
    gradebook.unlink()
    told = "01_toy: neither in the gradebook nor in source/; put its notebook into source/01_toy/"
    assert told in refused(class_of_three.course, "1")
    assert not gradebook.exists()


def test_nothing_submitted_is_said_with_the_place(class_of_three):
    shutil.rmtree(class_of_three.root / "submitted")
    assert "nothing is submitted; expected " in refused(class_of_three.course, "1")


def test_a_gradebook_that_another_program_holds_is_one_line(class_of_three):
    config, url = class_of_three.course.config, class_of_three.database + "?timeout=0.2"
    config.write_text(config.read_text() + f"\nc.CourseDirectory.db_url = {url!r}\n")
    with sqlite3.connect(class_of_three.root / "gradebook.db", isolation_level=None) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert "another program holds the gradebook; close it and run this again" in refused(class_of_three.course, "1")


def test_a_read_only_gradebook_is_one_line(class_of_three):
    config, path = class_of_three.course.config, class_of_three.root / "gradebook.db"
    config.write_text(config.read_text() + f"\nc.CourseDirectory.db_url = 'sqlite:///file:{path}?mode=ro&uri=true'\n")
    assert "may not be written; change its permissions" in refused(class_of_three.course, "1")


def test_a_gradebook_of_another_version_is_one_line(class_of_three):
    with Gradebook(class_of_three.database) as gradebook:
        gradebook.db.execute(text("ALTER TABLE grade DROP COLUMN extra_credit"))
        gradebook.db.commit()
    told = r"not a gradebook of this nbgrader \(no column grade.extra_credit\); try: nbgrader db upgrade"
    with pytest.raises(CourseError, match=told):
        run.grade(class_of_three.course, toy.NAME, engine=Recorded())


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to make a small disk")
def test_a_full_disk_is_one_line_and_loses_nothing(class_of_three, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "small", small], check=True)
    try:
        config = class_of_three.course.config
        config.write_text(config.read_text() + f"\nc.CourseDirectory.autograded_directory = {str(small)!r}\n")
        with pytest.raises(CourseError, match="No space left on device; put it right and run this again"):
            run.grade(class_of_three.course, toy.NAME, engine=Recorded())
        finished = {path.parts[-3] for path in small.glob("[!.]*/*/*.ipynb")}
        assert set(marks(class_of_three)) == finished
    finally:
        subprocess.run(["umount", small], check=True)


def test_two_runs_at_once_are_refused(class_of_three):
    class Nested(Recorded):
        def submit(self, jobs):
            with pytest.raises(CourseError, match="another gradschool grade is running in this course"):
                run.grade(class_of_three.course, toy.NAME, engine=Recorded())
            return super().submit(jobs)

    assert run.grade(class_of_three.course, toy.NAME, engine=Nested()).ok


def test_a_missing_wall_refuses_before_anything_is_graded(class_of_three, monkeypatch):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)
    assert "bubblewrap is not installed" in refused(class_of_three.course, "1")
    assert not (class_of_three.root / "autograded").exists()

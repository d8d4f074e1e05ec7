"""The command line: help, announcements, and errors that are one line."""

import pytest
import toy
from click.testing import CliRunner

from gradschool.staff.cli import main


@pytest.fixture
def course(tmp_path, monkeypatch):
    course = toy.make_course(tmp_path)
    course.release_notebook(toy.NAME).parent.mkdir(parents=True)
    course.release_notebook(toy.NAME).write_text("first release")
    monkeypatch.chdir(tmp_path)
    return course


def run(*arguments):
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("command", ["build", "new", "work", "try", "grade", "report", "demo", "doctor"])
def test_every_command_explains_itself(command):
    assert f"  {command} " in run("--help").output
    done = run(command, "--help")
    assert done.exit_code == 0
    assert "Usage:" in done.output


def test_an_unknown_assignment_is_one_line_on_stderr_and_status_2(course):
    done = run("try", "7")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "01_toy" in done.stderr


def test_work_announces_what_it_did_and_then_keeps_quiet(course):
    assert run("work").output == "work/01_toy: ready to work on\n"
    assert run("work").output == ""
    course.release_notebook(toy.NAME).write_text("second release")
    assert "gradschool work --beside 01" in run("work").output
    assert run("work", "--beside", "01").output.startswith("work/01_toy.new: the current release")
    assert run("work").output == ""


def test_a_course_is_found_from_inside_work(course, monkeypatch):
    run("work")
    (course.work / "nbgrader_config.py").write_text("")
    monkeypatch.chdir(course.work / toy.NAME)
    assert run("work").output == ""


def test_a_demo_without_sample_answers_is_one_line(course):
    done = run("demo")
    assert done.exit_code == 2
    assert "no sample answers there" in done.stderr

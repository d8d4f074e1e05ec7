"""nbgrader's whole path, from the source to the feedback that a student fetches, on one machine with no set-up."""

from pathlib import Path

import pytest
import toy
from grade_support import nbgrader
from nbformat import writes
from toy import MINUS, RIGHT
from traitlets.config import PyFileConfigLoader

from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.results.gradebook import read_result

STEPS_TO_COLLECT = ["generate_assignment", "release_assignment", "fetch_assignment", "submit", "collect"]
STEPS_FROM_MARKS = ["autograde", "generate_feedback", "release_feedback", "fetch_feedback"]


def step(scratch: ScratchCourse, command: str) -> None:
    done = nbgrader(scratch, command, toy.NAME)
    assert done.returncode == 0, f"nbgrader {command}\n{done.stdout}"


@pytest.mark.slow
def test_release_fetch_submit_collect_autograde_and_feedback_run_on_one_machine(toy_course):
    with ScratchCourse(toy_course, [toy.NAME]) as scratch:
        for command in STEPS_TO_COLLECT:
            if command == "submit":
                answers = toy.answered(scratch.course.release_notebook(toy.NAME), double=MINUS, square=RIGHT["square"])
                scratch.course.work_notebook(toy.NAME).write_text(writes(answers))
            step(scratch, command)
        [collected] = (scratch.root / "submitted").iterdir()
        for command in STEPS_FROM_MARKS:
            step(scratch, command)

        student = collected.name
        autograded = scratch.autograded_notebook(toy.NAME, student)
        assert read_result(scratch.database, autograded, toy.NAME, student).points == 2
        [page] = (scratch.course.work / toy.NAME / "feedback").rglob("*.html")
        assert "SIGN_FLIPPED" in page.read_text()
        assert toy.SECRET_INPUT not in page.read_text()
        inside = {path.name for path in scratch.root.iterdir()}
        assert "exchange" in inside


def config_in(folder: Path):
    return PyFileConfigLoader("nbgrader_config.py", str(folder)).load_config()


def test_the_course_is_where_its_configuration_is_wherever_nbgrader_is_started(toy_course, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    config = config_in(toy_course.root)
    assert config.CourseDirectory.root == str(toy_course.root)
    assert Path(config.Exchange.root) == toy_course.root / "exchange"


def test_nbgrader_has_the_same_configuration_in_work():
    assert config_in(toy.ROOT / "work") == config_in(toy.ROOT)


def test_a_stub_raises_not_implemented(toy_class):
    release = toy_class.scratch.course.release_notebook(toy.NAME).read_text()
    assert "raise NotImplementedError" in release
    assert "YOUR CODE HERE" not in release
    assert toy.SECRET_INPUT not in release

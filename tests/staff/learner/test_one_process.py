"""Where the system cannot fork, one kernel runs answers and checks; the marks are the judge's."""

import os

import pytest
import toy
from nbformat import writes

from gradschool.staff.learner import copies, trial
from gradschool.staff.results.exercises import Exercise

pytestmark = pytest.mark.slow
LOOP = "def double(x):\n    while True:\n        pass"


@pytest.fixture
def course(tmp_path, toy_course, generated, monkeypatch):
    """The toy course in a folder of its own, with a copy in work/, on a system without fork."""
    course = toy.make_course(tmp_path)
    course.release_notebook(toy.NAME).parent.mkdir(parents=True)
    course.release_notebook(toy.NAME).write_bytes(generated.course.release_notebook(toy.NAME).read_bytes())
    copies.place(course)
    course.config.write_text(course.config.read_text().replace("SECONDS_A_CELL = 30", "SECONDS_A_CELL = 3"))
    monkeypatch.delattr(os, "fork")
    return course


def tried(course, **answers: str) -> dict[str, Exercise]:
    notebook = toy.answered(course.release_notebook(toy.NAME), **answers)
    course.work_notebook(toy.NAME).write_text(writes(notebook))
    result = trial.try_assignment(course, toy.NAME, say=lambda line: None).result
    return {exercise.key: exercise for exercise in result.exercises}


def test_right_and_wrong_answers_get_their_marks_and_messages(course):
    done = tried(course, double=toy.MINUS, square=toy.RIGHT["square"])
    assert (done["q1-double"].points, done["q1-double"].mistake) == (0, "SIGN_FLIPPED")
    assert (done["q2-square"].points, done["q2-square"].status) == (2, "right")


def test_an_endless_loop_is_stopped_and_told_and_the_rest_is_marked(course):
    done = tried(course, double=LOOP, square=toy.RIGHT["square"])
    assert done["q1-double"].points == 0
    assert done["q1-double"].message == "Your code took longer than 3 s and was stopped; look for an endless loop."
    assert done["q2-square"].points == 2


def test_code_that_ends_the_kernel_is_one_line(course):
    with pytest.raises(trial.CourseError, match="not graded: it ended the kernel; run it in JupyterLab"):
        tried(course, double=toy.DIES)

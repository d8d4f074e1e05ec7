"""The throw-away course: what nbgrader could not do comes back in words, and nothing of the course is touched."""

import os

import pytest
import toy
from grade_support import Recorded, marks

from gradschool.staff.course.trouble import CourseError
from gradschool.staff.grading.convert import cause
from gradschool.staff.grading.throwaway_course import KEPT, ScratchCourse


def test_a_gradebook_that_the_course_names_elsewhere_is_not_touched(tmp_path):
    course, elsewhere = toy.make_course(tmp_path / "course"), tmp_path / "course.db"
    with course.config.open("a") as config:
        config.write(f"\nc.CourseDirectory.db_url = 'sqlite:///{elsewhere}'\n")
    with ScratchCourse(course, [toy.NAME]) as scratch:
        scratch.submit(toy.NAME, "ann", scratch.generate(toy.NAME).read_bytes())
        assert scratch.grade(toy.NAME, Recorded()) == {}
        assert list(marks(scratch)) == ["ann"]
    assert not elsewhere.exists()


def test_where_nothing_is_submitted_grading_fails_and_says_so(toy_course):
    with ScratchCourse(toy_course, [toy.NAME]) as scratch:
        scratch.generate(toy.NAME)
        with pytest.raises(CourseError, match=f"^{toy.NAME}: nbgrader failed: No notebooks were matched by "):
            scratch.autograde(toy.NAME)


@pytest.mark.slow
def test_nbgrader_opens_no_link_and_no_pipe_and_both_stay_as_they_came(toy_course, tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_text("{}")
    with ScratchCourse(toy_course, [toy.NAME]) as scratch:
        scratch.submit(toy.NAME, "ann", scratch.generate(toy.NAME).read_bytes())
        link, pipe = (scratch.submitted_notebook(toy.NAME, student) for student in ("linker", "piper"))
        for notebook in (link, pipe):
            notebook.parent.mkdir(parents=True)
        link.symlink_to(secret)
        os.mkfifo(pipe)
        failures = scratch.autograde(toy.NAME)
        assert failures == {
            "linker": f"submitted/linker/{toy.NAME}/{link.name}: not graded: {link.name} is a link, not a file; {KEPT}",
            "piper": f"submitted/piper/{toy.NAME}/{pipe.name}: not graded: {pipe.name} is a pipe, not a file; {KEPT}",
        }
        assert link.is_symlink() and pipe.is_fifo()
        assert list(marks(scratch)) == ["ann"]


def test_of_a_chain_of_errors_the_first_says_what_was_wrong():
    try:
        try:
            raise KeyError("a01-q1")
        except KeyError as error:
            raise ValueError("see the log") from error
    except ValueError as error:
        assert repr(cause(error)) == "KeyError('a01-q1')"

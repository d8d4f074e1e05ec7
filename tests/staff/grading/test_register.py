"""What is graded for the first time is put into the gradebook from source/, as nbgrader's generate_assignment does."""

import shutil

import pytest
import toy
from grade_support import Recorded, marks, nbgrader
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI

from gradschool.staff.course.folders import contents
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.grading import run
from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.plugins.repair import instructors_cells
from gradschool.staff.results.gradebook import course_directory

TOLD = "01_toy: was not in the gradebook; put there from source/01_toy/"


def registered(scratch: ScratchCourse) -> tuple[dict, str]:
    """The assignment's cells and kernel, as the gradebook holds them. Raises MissingEntry."""
    with Gradebook(scratch.database) as gradebook:
        notebook = gradebook.find_notebook(toy.NAME, toy.NAME)
        return instructors_cells(notebook), notebook.kernelspec


@pytest.fixture
def new_clone(class_of_three):
    """A class that has submitted, in a course with release/ and no gradebook."""
    (class_of_three.root / "gradebook.db").unlink()
    return class_of_three


def as_the_command(scratch: ScratchCourse) -> str:
    # nbgrader says of one submission that it is refused; what is asked here is what it does before.
    return nbgrader(scratch, "autograde", toy.NAME).stdout


def as_the_formgrader(scratch: ScratchCourse) -> str:
    directory = course_directory(scratch.course)
    return NbGraderAPI(directory, config=directory.config).autograde(toy.NAME, "ann")["log"]


def as_gradschool_grade(scratch: ScratchCourse) -> str:
    said = []
    assert run.grade(scratch.course, toy.NAME, engine=Recorded(), say=said.append).ok
    return "\n".join(said)


# nbgrader adds a submission in a way that SQLAlchemy warns of; the others run in another process, or do not do it.
NBGRADER_WARNS = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")
WAYS = [
    as_gradschool_grade,
    pytest.param(as_the_command, marks=pytest.mark.slow),
    pytest.param(as_the_formgrader, marks=[pytest.mark.slow, NBGRADER_WARNS]),
]


@pytest.mark.parametrize("grade", WAYS)
def test_grading_registers_what_generate_assignment_would_and_leaves_release(new_clone, generated, grade):
    before = contents(new_clone.course.release)
    assert grade(new_clone).count(TOLD) == 1
    assert registered(new_clone) == registered(generated)
    assert "ann" in marks(new_clone)
    assert contents(new_clone.course.release) == before


def test_an_assignment_in_the_gradebook_stays_as_it_is(class_of_three):
    before = registered(class_of_three)
    source = class_of_three.course.source_notebook(toy.NAME)
    source.write_text(source.read_text().replace("Double a number", "Twice a number"))
    assert as_gradschool_grade(class_of_three) == ""
    assert registered(class_of_three) == before


def test_a_second_assignment_joins_a_gradebook_that_has_another(class_of_three, generated):
    with Gradebook(class_of_three.database) as gradebook:
        gradebook.remove_assignment(toy.NAME)
        gradebook.add_assignment("02_other")
    assert as_gradschool_grade(class_of_three) == TOLD
    assert registered(class_of_three) == registered(generated)


def test_registering_that_fails_half_way_leaves_nothing_in_the_gradebook(new_clone, generated, monkeypatch):
    class Stopped(BaseException):
        """As a key press is, nothing that nbgrader counts as a mistake of the source."""

    def stop(*_, **__):
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(Gradebook, "update_or_create_source_cell", stop)
        with pytest.raises(Stopped):
            as_gradschool_grade(new_clone)
    with pytest.raises(MissingEntry), Gradebook(new_clone.database) as gradebook:
        gradebook.find_assignment(toy.NAME)
    assert as_gradschool_grade(new_clone) == TOLD
    assert registered(new_clone) == registered(generated)


def test_a_source_that_nbgrader_refuses_is_named(new_clone):
    source = new_clone.course.source_notebook(toy.NAME)
    source.write_text(source.read_text().replace("### END SOLUTION", "### END"))
    with pytest.raises(CourseError, match="source/01_toy: nbgrader cannot release it .*; correct the source"):
        as_gradschool_grade(new_clone)


@pytest.mark.slow
def test_nbgrader_autograde_says_that_an_assignment_is_nowhere(new_clone):
    shutil.rmtree(new_clone.course.source)
    assert "neither in the gradebook nor in source/; put its notebook into source/01_toy/" in as_the_command(new_clone)

"""Grade a learner's own copy, hidden checks included, without an instructor and without touching the gradebook."""

from collections.abc import Callable

from gradschool.staff.course.layout import Course
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.results.exercises import Result, read_result

YOU = "you"


def try_assignment(course: Course, name: str, say: Callable[[str], None] = print) -> Result:
    """Grade work/NAME with the real nbgrader in a throw-away course.

    Parameters
    ----------
    course : Course
    name : str
        Full name of the assignment.
    say : callable
        Gets progress lines.

    Raises CourseError when there is no copy in work/, or when it can't be graded.
    """
    notebook = course.work_notebook(name)
    if not notebook.is_file():
        raise CourseError(f"{course.shown(notebook)}: not there; make your copies with: gradschool work")
    with ScratchCourse(course, [name]) as scratch:
        say(f"Preparing {name} …")
        scratch.generate(name)
        say(f"Running {course.shown(notebook)}, hidden checks included …")
        scratch.submit(name, YOU, notebook.parent)
        if failures := scratch.autograde(name, say):
            raise CourseError(failures[YOU].replace(f"submitted/{YOU}", "work"))
        return read_result(scratch.database, scratch.autograded_notebook(name, YOU), name, YOU)

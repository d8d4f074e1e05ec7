"""Put an assignment that is in source/ into the gradebook, if nbgrader's generate_assignment has not put it there yet.

release/ is in git, so in a new clone generate_assignment finds its work done ("Skipping existing assignment"), and the
gradebook stays without the assignment. It is nbgrader's own generate_assignment that registers it here; what it would
release goes to a temporary folder, so release/ stays as it is.
"""

import os
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import NbGrader
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Application, Config
from traitlets.log import get_logger

from gradschool.staff.course.layout import find_course
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.grading.convert import generate
from gradschool.staff.grading.ledger import Ledger
from gradschool.staff.results import gradebook


def before_autograde(assignment: str, student: str, notebooks: list[str]) -> None:
    """Register the assignment before nbgrader looks it up: this is nbgrader's `c.Autograde.pre_convert_hook`.

    The formgrader's button calls it too. Nothing is raised for an assignment that cannot be registered: it is logged,
    and nbgrader then refuses the submission itself.
    """
    app = Application.instance() if Application.initialized() else None
    # The command's own options may name another gradebook. In JupyterLab the configuration does; nbgrader has made the
    # course's root the current folder before it calls this.
    if isinstance(app, NbGrader):
        coursedir, config = app.coursedir, app.config
    else:
        coursedir = gradebook.course_directory(find_course())
        config = coursedir.config
    log = get_logger() if app is None else app.log
    name = Path(notebooks[0]).parent.name  # `assignment` may be a pattern that means several
    try:
        if told := register(coursedir, config, name):
            log.warning(told)
    except CourseError as error:
        log.error(str(error))


def register(coursedir: CourseDirectory, config: Config, assignment: str) -> str | None:
    """Put the assignment into the gradebook, whole or not at all, and make the gradebook if there is none.

    `config` is all of the course's configuration; that of an application's `coursedir` is a part of it only.

    Returns the line that says so, or None when the assignment was there. Raises CourseError when its source is not
    there, when nbgrader refuses it, and when the file is not a gradebook; what SQLAlchemy raises when the gradebook
    cannot be written.
    """
    if _has(coursedir, assignment):
        return None
    source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    shown = os.path.relpath(source, coursedir.root)
    if not any(source.glob("*.ipynb")):
        raise CourseError(f"{assignment}: neither in the gradebook nor in source/; put its notebook into {shown}/")
    with TemporaryDirectory(prefix="gradschool-") as folder, closing(_ledger(coursedir)) as ledger:
        config = deepcopy(config)
        config.CourseDirectory.root, config.CourseDirectory.db_url = coursedir.root, coursedir.db_url
        config.CourseDirectory.notebook_id = "*"  # a run for one notebook registers them all
        config.CourseDirectory.release_directory = folder
        with ledger.assignment():
            generate(config, assignment, shown)
    return f"{assignment}: was not in the gradebook; put there from {shown}/"


def _has(coursedir: CourseDirectory, assignment: str) -> bool:
    if gradebook.check(coursedir, may_be_new=True) is None:
        return False
    with Gradebook(coursedir.db_url, coursedir.course_id) as there:
        try:
            return bool(there.find_assignment(assignment).notebooks)
        except MissingEntry:
            return False


def _ledger(coursedir: CourseDirectory) -> Ledger:
    if gradebook.check(coursedir, may_be_new=True) is None:
        gradebook.make_gradebook(coursedir.db_url)
    ledger = Ledger(coursedir.db_url, coursedir.course_id)
    ledger.check_writable()
    return ledger

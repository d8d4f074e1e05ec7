"""Run a learner's own copy through the judge, without an instructor, nbgrader or a gradebook."""

import ast
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbformat import NotebookNode
from traitlets.config import PyFileConfigLoader

from gradschool.staff.course.folders import beside
from gradschool.staff.course.layout import Course
from gradschool.staff.course.markers import grade_id
from gradschool.staff.course.notebooks import read
from gradschool.staff.course.trouble import CourseError, of_config
from gradschool.staff.grading.intake import LARGEST_NOTEBOOK
from gradschool.staff.judge import worker
from gradschool.staff.judge.plan import NotGradable
from gradschool.staff.judge.worker import Job
from gradschool.staff.learner import one_process
from gradschool.staff.results.exercises import Result, result_in
from gradschool.staff.results.marks import marks_in
from gradschool.staff.sandbox import box
from gradschool.staff.sandbox.limits import Limits
from gradschool.staff.warm.process import WarmProcessDied

YOU = "you"


@dataclass(frozen=True)
class Trial:
    """What one's own copy earned; `not_run` are the points of hidden checks, which a folder without source/ lacks."""

    result: Result
    not_run: float


def try_assignment(course: Course, name: str, say: Callable[[str], None] = print) -> Trial:
    """Mark work/NAME as the instructor's grading would, as far as its checks are here.

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
    shown = course.shown(notebook)
    if not notebook.is_file():
        raise CourseError(f"{shown}: not there; make your copies with: gradschool work")
    if notebook.stat().st_size > LARGEST_NOTEBOOK:
        raise CourseError(f"{shown}: larger than {LARGEST_NOTEBOOK >> 20} MB; clear its outputs and save it")
    cells, not_run = _assignment(course, name)
    limits, walls = _settings(course)
    files = beside(notebook.parent) | beside(course.release / name)
    instructor = nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode()
    job = Job(notebook.read_bytes(), instructor, limits, files, walls)
    say(f"Running {shown}, {'visible checks only' if not_run else 'hidden checks included'} …")
    try:
        executed = nbformat.from_dict(json.loads(_execute(job, say)))
    except (NotGradable, WarmProcessDied) as error:
        raise CourseError(f"{shown}: not graded: {error}; the file is kept as it came") from None
    return Trial(result_in(executed, marks_in(executed.cells, cells), name, YOU), not_run)


def _execute(job: Job, say: Callable[[str], None]) -> bytes:
    if not hasattr(os, "fork"):  # Windows
        return one_process.execute(job)
    return worker.execute(job, tell=lambda line: say(f"{line}; going on with the next exercise …"))


def _assignment(course: Course, name: str) -> tuple[list[NotebookNode], float]:
    """The assignment's own cells, and the points of hidden checks that are not here.

    The release has the answer cells as they were handed out, source/ has the checks with their hidden parts.
    """
    release = course.release_notebook(name)
    cells = [cell for cell in read(release, shown=course.shown(release)).cells if grade_id(cell) is not None]
    source = course.source_notebook(name)
    if not source.is_file():
        kept = [cell for cell in cells if not _is_emptied(cell)]
        return kept, sum(cell.metadata.nbgrader.points for cell in cells if _is_emptied(cell))
    whole = {grade_id(cell): cell.source for cell in read(source, shown=course.shown(source)).cells}
    if {grade_id(cell) for cell in cells} != whole.keys() - {None}:
        raise CourseError(
            f"{course.shown(release)}: not made from the present source; run: gradschool build {name[:2]}"
        )
    for cell in cells:
        if not cell.metadata.nbgrader.solution:
            cell.source = whole[grade_id(cell)]
    return cells, 0


def _is_emptied(cell: NotebookNode) -> bool:
    """Whether a check has nothing left to run, because all of it was hidden and taken out for the release."""
    flags = cell.metadata.nbgrader
    if cell.cell_type != "code" or not flags.grade or flags.solution:
        return False
    try:
        return not ast.parse(cell.source).body
    except SyntaxError:  # a magic command is more than nothing
        return False


def _settings(course: Course) -> tuple[Limits, bool]:
    """The limits that nbgrader_config.py sets for the judge, and whether the sandbox is wanted and there.

    One's own work may run without the sandbox where the system lacks it; a class's may not.
    """
    with TemporaryDirectory(prefix="gradschool-") as folder:
        # loading it makes the exchange folder, which is not asked for here
        shutil.copy(course.config, Path(folder) / course.config.name)
        try:
            judge = PyFileConfigLoader(course.config.name, folder).load_config().get("Judge", {})
            limits = Limits(**{name: judge[name] for name in Limits().as_dict() if name in judge})
        except Exception as error:  # it is a program, and may raise anything
            raise CourseError(of_config(error, course.config)) from None
    return limits, bool(judge.get("sandbox", True)) and not box.missing()

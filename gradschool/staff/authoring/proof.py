"""Prove a worked assignment where its students are graded: across two processes, by the judge."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from nbformat import NotebookNode, reads
from nbformat.v4 import new_notebook, writes
from nbgrader.utils import determine_grade

from gradschool.staff.authoring.worked import data_of, solution_of, source_of
from gradschool.staff.course.layout import Course
from gradschool.staff.course.markers import grade_id
from gradschool.staff.judge.plan import NotGradable
from gradschool.staff.judge.worker import Job, execute, judge_side
from gradschool.staff.sandbox import box

FLAGS = {"grade": False, "solution": False, "locked": False, "task": False}
# The line that raised, in the innermost frame of a traceback's first part: "----> 4 total.limit = 3"
CONSTRUCT = re.compile(r"^-+> *\d+ (.+?) *$", re.MULTILINE)
# "a01-q1-check: a check hands over …"
REFUSAL = re.compile(r"(a\d\d-\S+): (.*)", re.DOTALL)
SMALLER = "make it smaller: a student's submission has the same limits"
REMEDY = "use a student's names there only as data or by calling them, and hand over only what a cell defines"


class Proofs:
    """The proofs of several assignments, made one after the other in a thread of their own while other work is done.

    Use it as a context manager; the proofs that nobody waits for any more are given up at its end. `say` gets a line
    when this system cannot prove all. `note` is what may be said of a solution whose proof holds.
    """

    def __init__(self, course: Course, names: Iterable[str], say: Callable[[str], None]):
        lacking = missing()
        if lacking:
            say(lacking)
        self._thread = ThreadPoolExecutor(1)
        self._found: dict[str, Future[list[str]]] = {}
        if hasattr(os, "fork"):
            judge_side.get()  # it imports PyTorch meanwhile
            # Read all files now: the build may rewrite them meanwhile.
            self._found = {name: self._thread.submit(prove, *handed_in(course, name)) for name in names}
        self.note = "" if lacking else ", and proved across two processes"

    def __enter__(self) -> Proofs:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)

    def faults(self, name: str) -> list[str]:
        """What `prove` returned or raised, once it is there; [] where nothing can be proved."""
        return self._found[name].result() if name in self._found else []


def missing() -> str:
    """What a proof lacks on this system, with the remedy; "" where it lacks nothing.

    Without the sandbox there are two processes all the same, as for `gradschool try`: what runs is the author's code.
    """
    if not hasattr(os, "fork"):
        return "proof across two processes skipped: this system cannot fork; build on Linux, on macOS or in WSL"
    if walls := box.missing():
        return f"proof in the sandbox skipped: {'; '.join(walls)}; it is made across two processes, without walls"
    return ""


def handed_in(course: Course, name: str) -> tuple[str, Job]:
    """Return how messages name the source of `name`, and the judge's job for its worked answers."""
    path = course.source_notebook(name)
    source = source_of(course, path)
    job = Job(
        submitted=writes(solution_of(source)).encode(),
        instructor=writes(_instructors_cells(source)).encode(),
        files=data_of(course, name),
        walls=not box.missing(),
    )
    return course.shown(path), job


def prove(shown: str, job: Job) -> list[str]:
    """Let the judge execute `job`; return one line for each cell that fails there. `shown` names the file in it.

    When an answer or a locked cell fails, the checks that fail because of it are left out. If exercises were stopped at
    a limit, only those are listed.
    """
    try:
        executed = reads(execute(job).decode(), as_version=4)
    except NotGradable as fault:
        refusal = REFUSAL.fullmatch(str(fault))
        return [_line(shown, refusal[1], refusal[2]) if refusal else _line(shown, "", str(fault), SMALLER)]
    if stopped := executed.metadata.gradschool.stopped:
        return [_line(shown, exercise, cause, SMALLER) for exercise, cause in stopped.items()]
    given: list[str] = []
    graded: list[str] = []
    for cell in executed.cells:
        if cell.cell_type == "code" and grade_id(cell) and (why := _fault(cell)):
            kind = graded if cell.metadata.nbgrader.grade else given
            kind.append(_line(shown, grade_id(cell) or "", why))
    return given or graded


def _instructors_cells(source: NotebookNode) -> NotebookNode:
    """The cells that nbgrader would keep in its gradebook: those with a grade id, graded ones locked."""
    cells = []
    for cell in source.cells:
        if grade_id(cell):
            flags = FLAGS | cell.metadata.nbgrader
            flags["locked"] |= flags["grade"] and not flags["solution"]
            cells.append(NotebookNode(cell, metadata=NotebookNode(nbgrader=NotebookNode(flags))))
    return new_notebook(cells=cells)


def _fault(cell: NotebookNode) -> str | None:
    """Why an executed cell fails, with the line that raised where it is known; None when all is well."""
    error = next((output for output in cell.outputs if output.output_type == "error"), None)
    if error is not None:
        line = CONSTRUCT.search("\n".join(error.traceback))
        message = f"{error.ename}: {(error.evalue.splitlines() or [''])[0]}".rstrip(": ")
        return f"at `{line[1]}`: {message}" if line else message
    if cell.metadata.nbgrader.grade:
        points, most = determine_grade(cell)
        if points != most:
            return f"it earns {points:g} of {most:g} points"
    return None


def _line(shown: str, cell: str, why: str, remedy: str = REMEDY) -> str:
    where = f"{shown} [{cell}]" if cell else shown
    return f"{where}: fails across two processes, as students are graded ({why}); {remedy}"

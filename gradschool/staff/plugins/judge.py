"""The judge as nbgrader uses it: a preprocessor in the place of `Execute`.

Put "gradschool.staff.plugins.judge.Judge" first in `c.Autograde.autograde_preprocessors`. It executes the notebook on
two sides, of which student code reaches only one (see `gradschool.staff.judge`), and leaves the outputs from which
nbgrader reads marks as always. The notebook's `metadata.gradschool.stopped` says, by exercise, why code was stopped.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool, Float, Integer

from gradschool.staff.course.folders import beside
from gradschool.staff.course.markers import grade_id
from gradschool.staff.judge.worker import Job, execute
from gradschool.staff.plugins import repair
from gradschool.staff.sandbox.limits import Limits

DEFAULTS = Limits()
# In resources["nbgrader"]: the executed notebook, where it was executed before its marks are saved.
EXECUTED = "executed"


class Judge(NbGraderPreprocessor):
    """Execute a submission on two sides. `gradschool.staff.sandbox.limits.Limits` describes the limits."""

    sandbox = Bool(True, help="Refuse to grade where a wall of the sandbox is missing").tag(config=True)
    cell_seconds = Float(DEFAULTS.cell_seconds, help="Wall time of one cell").tag(config=True)
    submission_seconds = Float(DEFAULTS.submission_seconds, help="Wall time of a submission").tag(config=True)
    cpu_seconds = Float(DEFAULTS.cpu_seconds, help="Processor time of the student side").tag(config=True)
    memory_mb = Integer(DEFAULTS.memory_mb, help="Memory of all processes of the student side").tag(config=True)
    scratch_mb = Integer(DEFAULTS.scratch_mb, help="Size of all files that it writes").tag(config=True)
    files = Integer(DEFAULTS.files, help="Number of files that it may have").tag(config=True)
    processes = Integer(DEFAULTS.processes, help="Processes and threads, beyond torch's own").tag(config=True)
    threads = Integer(DEFAULTS.threads, help="Threads that torch computes with").tag(config=True)
    cell_output = Integer(DEFAULTS.cell_output, help="Bytes of output kept of a cell").tag(config=True)
    notebook_output = Integer(DEFAULTS.notebook_output, help="Bytes of output kept of a notebook").tag(config=True)
    message_mb = Integer(DEFAULTS.message_mb, help="Size of one value that a check reads").tag(config=True)

    def preprocess(self, nb, resources):
        """Execute one notebook. Raises NotGradable or SandboxMissing, and nbgrader reports it for this submission."""
        if not hasattr(os, "fork"):
            return self._on_one_side(nb, resources)
        where = resources["nbgrader"]
        data = where.get(EXECUTED) or execute(self.job(nb, resources), tell=self._tell)
        executed = nbformat.reads(data.decode(), as_version=4)
        if stopped := executed.metadata.gradschool.stopped:
            (first, cause), *others = stopped.items()
            also = "".join(f", {exercise} too" for exercise, _ in others)
            self.log.warning("%s, %s: stopped: %s%s", where["student"], first or "its first cells", cause, also)
        if not self.sandbox:
            self.log.warning("No sandbox: what student code did on this machine was not confined")
            executed.metadata.gradschool["sandbox"] = "none: student code was not confined"
        return executed, resources

    def job(self, nb, resources) -> Job:
        """Return all that it takes to execute `nb`, with the files in its folder."""
        submitted, files = nbformat.writes(nb).encode(), beside(Path(resources["metadata"]["path"]))
        return Job(submitted, self.instructors(resources["nbgrader"]), self.limits(), files, self.sandbox)

    def limits(self) -> Limits:
        """Return the limits that are configured."""
        return Limits(**{name: getattr(self, name) for name in DEFAULTS.as_dict()})

    def instructors(self, where: dict) -> bytes:
        """Return the assignment's cells, hidden checks included, as a notebook; the same for every submission."""
        with Gradebook(where["db_url"]) as gradebook:
            cells = repair.instructors_cells(gradebook.find_notebook(where["notebook"], where["assignment"]))
        cells = self._in_order(cells, where)
        notebook = nbformat.v4.new_notebook(cells=[repair.cell_of(*cell) for cell in cells.values()])
        return nbformat.writes(notebook).encode()

    def _tell(self, line: str) -> None:
        self.log.info("%s; going on with the next exercise", line)

    def _on_one_side(self, nb, resources):
        """Execute as nbgrader does, where processes cannot fork: student code then reaches the marks. Say so."""
        self.log.warning("One process for student code and checks, and no sandbox: grade a class on Linux or in WSL")
        with TemporaryDirectory(prefix="gradschool-", ignore_cleanup_errors=True) as settings:
            # The user's own IPython settings must not change a mark.
            execution = Execute(parent=self.parent, extra_arguments=[f"--ipython-dir={settings}"])
            nb, resources = execution.preprocess(nb, resources)
        nb.metadata["gradschool"] = {"sandbox": "none: student code and checks shared one process"}
        return nb, resources

    def _in_order(self, cells: dict, where: dict) -> dict:
        """Put the cells into the order of the source, if it is there: a database promises no order."""
        course = CourseDirectory(parent=self)
        folder = course.format_path(course.source_directory, ".", where["assignment"])
        source = Path(folder) / f"{where['notebook']}.ipynb"
        if not source.is_file():
            return cells
        listed = [grade_id(cell) for cell in nbformat.read(source, as_version=4).cells]
        known = [name for name in listed if name in cells]
        return {name: cells[name] for name in [*known, *(name for name in cells if name not in known)]}

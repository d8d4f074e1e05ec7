"""Prepare and save submissions with nbgrader's own preprocessors and gradebook, one at a time, in one process.

A submission is prepared (sanitised in memory), executed elsewhere, and then saved. Its files are written to a temporary
folder, which is moved into place together with its marks.
"""

import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbconvert.writers import FilesWriter
from nbgrader import utils
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from gradschool.staff.course.folders import beside
from gradschool.staff.course.layout import Course
from gradschool.staff.grading import intake
from gradschool.staff.grading.ledger import Ledger
from gradschool.staff.judge.plan import NotGradable
from gradschool.staff.judge.worker import Job
from gradschool.staff.plugins.judge import EXECUTED, Judge

# Folders inside autograded/, so that a finished folder is on the same disk and one rename puts it in place.
UNFINISHED, NEW, OLD = ".unfinished", ".unfinished/new", ".unfinished/old"


@dataclass(frozen=True)
class Prepared:
    """A submission that is ready to be executed: the sanitised text and the job of each notebook, by notebook id."""

    student: str
    sanitised: Mapping[str, str]
    jobs: Mapping[str, Job]


def configured(course: Course, extra: Config | None = None) -> AutogradeApp:
    """Return nbgrader's application with the configuration of `course` and then `extra`; it prints nothing."""
    before = Path.cwd()
    os.chdir(course.root)
    try:
        app = AutogradeApp()
        app.initialize([])
    finally:
        os.chdir(before)
    app.update_config(extra or Config())
    app.log.handlers, app.log.propagate = [logging.NullHandler()], False
    return app


class Writer(Autograde):
    """nbgrader's autograde converter, divided into `prepare` and `save`.

    Parameters
    ----------
    app : AutogradeApp
        From `configured`.
    assignment : str
        Its full name.
    ledger : Ledger
        The open gradebook.
    """

    def __init__(self, app: AutogradeApp, assignment: str, ledger: Ledger):
        coursedir = CourseDirectory(parent=app, assignment_id=assignment)
        super().__init__(coursedir=coursedir, parent=app)
        self.ledger, self.assignment = ledger, assignment
        self.expected = sorted(notebook.name for notebook in ledger.notebooks(assignment))
        self.final = coursedir.autograded_directory
        coursedir.autograded_directory = os.path.join(self.final, NEW)
        self.writer = FilesWriter(parent=self, config=self.config)
        self.sanitiser = self._exporter(self.sanitize_preprocessors)
        self.saver = self._exporter(self.autograde_preprocessors)
        self.judge = Judge(parent=self.saver)
        self._limits = self.judge.limits()
        self._instructors: dict[str, bytes] = {}

    def _exporter(self, preprocessors: list):
        exporter = self.exporter_class(parent=self, config=self.config, optimistic_validation=True)
        for preprocessor in preprocessors:
            exporter.register_preprocessor(preprocessor)
        return exporter

    def folder(self, student: str, step: str | None = None) -> Path:
        """Return the folder of a student's files at a step of nbgrader (default: as submitted)."""
        step = self.coursedir.submitted_directory if step is None else step
        return Path(self.coursedir.format_path(step, student, self.assignment))

    def students(self) -> list[str]:
        """Return the ids of those who submitted something for this assignment."""
        pattern = self.folder("*")
        place = pattern.parts.index("*")
        found = Path(*pattern.parts[:place]).glob(str(Path(*pattern.parts[place:])))
        excluded = self.coursedir.student_id_exclude.split(",")
        return sorted({path.parts[place] for path in found}.difference(excluded))

    def is_done(self, student: str) -> bool:
        """Return whether this submission is graded and no newer one was submitted."""
        submitted, graded = self.folder(student), self.folder(student, self.final)
        notebooks = {path.name for path in submitted.glob("*.ipynb")}
        if not graded.is_dir() or not notebooks & {path.name for path in graded.glob("*.ipynb")}:
            return False
        came, was = (self.coursedir.get_existing_timestamp(str(path)) for path in (submitted, graded))
        return came is None or was is None or came <= was

    def prepare(self, student: str) -> Prepared:
        """Sanitise a submission. Raises NotGradable, and whatever nbgrader raises for a malformed notebook."""
        folder = self.folder(student)
        if why := "its folder is a link" if folder.is_symlink() else intake.refusal(folder):
            raise NotGradable(why)
        sanitised, jobs = {}, {}
        self._sanitizing = True
        with self.ledger.submission():
            files = self._files(student)
            for name in self.expected:
                path = folder / f"{name}.ipynb"
                if not path.is_file():
                    continue
                resources = self.init_single_notebook_resources(str(path))
                sanitised[name], resources = self.sanitiser.from_filename(str(path), resources=resources)
                if name not in self._instructors:
                    self._instructors[name] = self.judge.instructors(resources["nbgrader"])
                text, cells = sanitised[name].encode(), self._instructors[name]
                jobs[name] = Job(text, cells, self._limits, files, self.judge.sandbox)
        if not jobs:
            names = " and ".join(f"{name}.ipynb" for name in self.expected)
            raise NotGradable(f"there is no {names}; ask {student} for it under this name")
        return Prepared(student, sanitised, jobs)

    def _files(self, student: str) -> dict[str, bytes]:
        """Return the files beside the notebook: the student's, replaced by those of the course where both have one."""
        excluded = self.exclude_overwriting.get(self.assignment, [])
        source = self.folder(".", self.coursedir.source_directory)
        ours = {name: data for name, data in beside(source).items() if name not in excluded} if source.is_dir() else {}
        return beside(self.folder(student)) | ours

    def save(self, prepared: Prepared, executed: Mapping[str, bytes]) -> None:
        """Put the marks into the gradebook and the files into autograded/: all of them, or none."""
        student = prepared.student
        made = self.folder(student, self.coursedir.autograded_directory)
        if made.exists():
            utils.rmtree(str(made))
        final = self.folder(student, self.final)
        with self._set_aside(final), self.ledger.submission() as gradebook:
            self._sanitizing = True
            self.notebooks = [str(self.folder(student) / f"{name}.ipynb") for name in prepared.jobs]
            self.init_assignment(self.assignment, student)
            self._forget_marks(gradebook, student)
            self._sanitizing = False
            for name, data in executed.items():
                resources = self.init_single_notebook_resources(str(made / f"{name}.ipynb"))
                resources["nbgrader"][EXECUTED] = data
                resources["metadata"] = {"name": name, "path": str(made)}
                notebook = nbformat.reads(prepared.sanitised[name], as_version=4)
                output, resources = self.saver.from_notebook_node(notebook, resources)
                self.write_single_notebook(output, resources)
            self.set_permissions(self.assignment, student)
        final.parent.mkdir(parents=True, exist_ok=True)
        made.rename(final)

    def _forget_marks(self, gradebook, student: str) -> None:
        """Delete the marks that an earlier run gave; keep those that a person gave."""
        for grade in self.ledger.grades(self.assignment, student):
            grade.auto_score = None
        gradebook.db.flush()

    @contextmanager
    def _set_aside(self, final: Path) -> Iterator[None]:
        """Move away what was graded before; put it back if the block raises.

        If the process is killed in the block, nothing is in place, and the next run grades this submission again.
        """
        aside = self.folder(final.parent.name, os.path.join(self.final, OLD))
        if aside.exists():
            utils.rmtree(str(aside))
        before = final.exists()
        if before:
            aside.parent.mkdir(parents=True, exist_ok=True)
            final.rename(aside)
        try:
            yield
        except BaseException:
            if before:
                aside.rename(final)
            raise
        if before:
            utils.rmtree(str(aside))

    def clean(self) -> None:
        """Delete the leftovers of unfinished submissions."""
        shutil.rmtree(Path(self.coursedir.root) / self.final / UNFINISHED, ignore_errors=True)

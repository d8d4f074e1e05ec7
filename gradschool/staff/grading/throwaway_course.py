"""A throw-away course folder in which the real nbgrader runs, so that the course's own gradebook is never touched."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from nbgrader.converters import Autograde, GenerateFeedback
from traitlets.config import Config

from gradschool.staff.course.layout import Course
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.grading import intake, run
from gradschool.staff.grading.convert import convert, generate, words
from gradschool.staff.results.gradebook import course_directory, make_gradebook
from gradschool.staff.sandbox import box

KEPT = "the file is kept as it came"
NOT_COPIED = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__", "feedback")


class ScratchCourse:
    """A copy of a course's configuration and of some of its assignments, with a gradebook of its own.

    Use it as a context manager, which removes the folder at the end, or give a folder that is to stay.

    Parameters
    ----------
    course : Course
        Where configuration and sources are copied from.
    names : iterable of str
        Full names of the assignments to copy from source/.
    folder : Path, optional
        The folder to build in. It must be empty or absent. By default a temporary one.

    Raises CourseError when a source is not there.
    """

    def __init__(self, course: Course, names: Iterable[str] = (), folder: Path | None = None):
        self._temporary = folder is None
        self.root = Path(tempfile.mkdtemp(prefix="gradschool-")) if folder is None else Path(folder).resolve()
        self.course = Course(self.root)
        try:
            self.course.source.mkdir(parents=True, exist_ok=True)
            shutil.copy(course.config, self.course.config)
            with self.course.config.open("a", encoding="utf-8") as config:
                config.write(f"\nc.CourseDirectory.db_url = {self.database!r}\n")
                if box.missing():
                    # What is graded here is one's own work or a sample; a class is graded in the course itself.
                    config.write("c.Judge.sandbox = False\n")
            for name in names:
                self._copy_source(course, name)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "ScratchCourse":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        """Remove the folder if it is a temporary one."""
        if self._temporary:
            shutil.rmtree(self.root, ignore_errors=True)

    @property
    def database(self) -> str:
        """URL of the scratch gradebook."""
        return f"sqlite:///{self._gradebook}"

    @property
    def _gradebook(self) -> Path:
        return self.root / "gradebook.db"

    def submitted_notebook(self, name: str, student: str) -> Path:
        return self.root / "submitted" / student / name / f"{name}.ipynb"

    def autograded_notebook(self, name: str, student: str) -> Path:
        return self.root / "autograded" / student / name / f"{name}.ipynb"

    def feedback_page(self, name: str, student: str) -> Path:
        return self.root / "feedback" / student / name / f"{name}.html"

    def submit(self, name: str, student: str, submission: Path | str | bytes) -> Path:
        """Put a submission where nbgrader collects it, and return the notebook's path there.

        `submission` is a folder to copy, or the notebook itself as text or bytes.
        """
        notebook = self.submitted_notebook(name, student)
        if isinstance(submission, Path):
            shutil.copytree(submission, notebook.parent, ignore=NOT_COPIED)
        else:
            notebook.parent.mkdir(parents=True)
            notebook.write_bytes(submission.encode() if isinstance(submission, str) else submission)
        return notebook

    def generate(self, name: str) -> Path:
        """Run nbgrader's `generate_assignment`; return the released notebook. Raises CourseError if it fails."""
        if not self._gradebook.exists():
            make_gradebook(self.database)
        generate(self._config(), name, self.course.shown(self.course.source_notebook(name)))
        return self.course.release_notebook(name)

    def autograde(self, name: str) -> dict[str, str]:
        """Run nbgrader's `autograde` once on all submissions.

        Returns a dict from the id of each student whose submission could not be graded to one line that says why.
        The others are graded; what was submitted stays as it was. Raises CourseError if nbgrader itself fails.
        """
        students = sorted(folder.parent.name for folder in (self.root / "submitted").glob(f"*/{name}"))
        with intake.set_aside(self.root, name) as refused:
            outcome = convert(Autograde, self._config(), name)
        left = [s for s in students if not self.autograded_notebook(name, s).is_file()]
        if outcome.stopped and not left:
            raise CourseError(f"{name}: nbgrader failed: {outcome.stopped}")
        causes = {student: words(error) for student, error in outcome.failed.items()} | refused
        return {student: self._failure(name, student, causes, outcome.stopped) for student in left}

    def grade(self, name: str, engine=None) -> dict[str, str]:
        """Grade all submissions as `gradschool grade` does, with its `engine`; returns what `autograde` returns."""
        failed = run.grade(self.course, name, run.Options(force=True), engine=engine).failed
        return {student: f"submitted/{student}/{name}: not graded: {why}; {KEPT}" for student, why in failed.items()}

    def generate_feedback(self, name: str) -> None:
        """Run nbgrader's `generate_feedback` on all graded submissions. Raises CourseError if it fails."""
        if why := convert(GenerateFeedback, self._config(), name).stopped:
            raise CourseError(f"{name}: nbgrader failed: {why}")

    def _config(self) -> Config:
        return course_directory(self.course).config

    def _copy_source(self, course: Course, name: str) -> None:
        folder = course.source / name
        if not course.source_notebook(name).is_file():
            shown = course.shown(course.source_notebook(name))
            raise CourseError(f"{shown}: not there, so it can't be graded here; clone the whole course, or hand it in")
        shutil.copytree(folder, self.course.source / name, ignore=NOT_COPIED)

    def _failure(self, name: str, student: str, causes: dict[str, str], stopped: str | None) -> str:
        notebook = self.submitted_notebook(name, student)
        shown = notebook.relative_to(self.root).as_posix()
        if not os.path.lexists(notebook):
            return f"{shown}: not graded: there is no such file; ask {student} for it under this name"
        return f"{shown}: not graded: {causes.get(student, f'nbgrader stopped before it: {stopped}')}; {KEPT}"

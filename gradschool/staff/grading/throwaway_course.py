"""A throw-away course folder in which the real nbgrader runs, so that the course's own gradebook is never touched."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from gradschool.staff.course.layout import Course
from gradschool.staff.course.trouble import CourseError, in_words
from gradschool.staff.grading import intake
from gradschool.staff.sandbox import bubblewrap

RECORD = re.compile(r"^\[\w+ \| (?P<level>\w+)\] (?P<text>.*)")
PROCESSING = "There was an error processing assignment: "
STOPPED = re.compile(r"stopped: (?P<cause>.+); going on with the next exercise")
KEPT = "the file is kept as it came"
# nbgrader indents what follows a record's first line by four spaces.
OURS = "NotGradable|SandboxMissing|WarmProcessDied"
RAISED = re.compile(rf"^    (?P<kind>[A-Za-z_][\w.]*(?:Error|Exception|Interrupt|{OURS}))(?:: (?P<text>.*))?$")
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
        self.log = ""
        try:
            self.course.source.mkdir(parents=True, exist_ok=True)
            shutil.copy(course.config, self.course.config)
            if bubblewrap.missing():
                # What is graded here is one's own work or a sample; a class is graded in the course itself.
                with self.course.config.open("a", encoding="utf-8") as config:
                    config.write("\nc.Judge.sandbox = False\n")
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
        return f"sqlite:///{self.root / 'gradebook.db'}"

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
        """Run `nbgrader generate_assignment`; return the released notebook. Raises CourseError if it fails."""
        self._check(self.nbgrader("generate_assignment", name, "--force"), name)
        return self.course.release_notebook(name)

    def autograde(self, name: str, say: Callable[[str], None] | None = None) -> dict[str, str]:
        """Run `nbgrader autograde` once on all submissions; `say` gets a line for each exercise that is stopped.

        Returns a dict from the id of each student whose submission could not be graded to one line that says why.
        The others are graded; what was submitted stays as it was. Raises CourseError if nbgrader itself fails.
        """
        students = sorted(folder.parent.name for folder in (self.root / "submitted").glob(f"*/{name}"))
        with intake.set_aside(self.root, name) as refused:
            finished = self.nbgrader("autograde", name, "--force", say=say)
        left = [s for s in students if not self.autograded_notebook(name, s).is_file()]
        submitted = self.root / "submitted"
        causes = _causes(self.log) | {str(submitted / student / name): why for student, why in refused.items()}
        if finished != 0 and not left:
            self._check(finished, name)
        return {student: self._failure(name, student, causes) for student in left}

    def grade(self, name: str, engine=None) -> dict[str, str]:
        """Grade all submissions as `gradschool grade` does, with its `engine`; returns what `autograde` returns."""
        from gradschool.staff.grading import run

        failed = run.grade(self.course, name, run.Options(force=True), engine=engine).failed
        return {student: f"submitted/{student}/{name}: not graded: {why}; {KEPT}" for student, why in failed.items()}

    def generate_feedback(self, name: str) -> None:
        """Run `nbgrader generate_feedback` on all graded submissions. Raises CourseError if it fails."""
        self._check(self.nbgrader("generate_feedback", name, "--force"), name)

    def nbgrader(self, *arguments: str, say: Callable[[str], None] | None = None) -> int:
        """Run nbgrader in this course; return its exit status and keep what it wrote in `log`."""
        process = subprocess.Popen(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=self.root,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        written = []
        with process:
            for line in process.stdout:
                written.append(line)
                if say and (record := RECORD.match(line)) and STOPPED.search(record["text"]):
                    say(f"{record['text']} …")
        self.log = "".join(written)
        return process.returncode

    def _environment(self) -> dict[str, str]:
        # nbgrader starts alembic as a program, so the folder of this interpreter must be on PATH. The user's own
        # Jupyter and IPython settings must not change a mark.
        programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
        settings = self.root / ".settings"
        return os.environ | {"PATH": programs, "JUPYTER_CONFIG_DIR": str(settings), "IPYTHONDIR": str(settings)}

    def _copy_source(self, course: Course, name: str) -> None:
        folder = course.source / name
        if not course.source_notebook(name).is_file():
            shown = course.shown(course.source_notebook(name))
            raise CourseError(f"{shown}: not there, so it can't be graded here; clone the whole course, or hand it in")
        shutil.copytree(folder, self.course.source / name, ignore=NOT_COPIED)

    def _check(self, status: int, name: str) -> None:
        if status != 0:
            raise CourseError(f"{name}: nbgrader failed: {_first_raised(self.log) or _last_error(self.log)}")

    def _failure(self, name: str, student: str, causes: dict[str, str]) -> str:
        notebook = self.submitted_notebook(name, student)
        shown = notebook.relative_to(self.root).as_posix()
        if not os.path.lexists(notebook):
            return f"{shown}: not graded: there is no such file; ask {student} for it under this name"
        cause = causes.get(str(notebook.parent), f"nbgrader stopped before it: {_last_error(self.log)}")
        return f"{shown}: not graded: {cause}; {KEPT}"


def _causes(log: str) -> dict[str, str]:
    """From each submission's folder that nbgrader reports as failed, to the last line of its traceback."""
    causes, folder = {}, None
    for line in log.splitlines():
        record = RECORD.match(line)
        if record and record["text"].startswith(PROCESSING):
            folder = record["text"].removeprefix(PROCESSING)
        elif record and not record["text"].startswith("Traceback"):
            folder = None
        elif folder and (last := RAISED.match(line)):
            causes[folder] = _in_words(last)
    return causes


def _first_raised(log: str) -> str | None:
    """The first error in the log's tracebacks: of a chain, the one that says what was wrong."""
    raised = [match for line in log.splitlines() if (match := RAISED.match(line))]
    return _in_words(raised[0]) if raised else None


def _in_words(raised: re.Match) -> str:
    return in_words(raised["kind"].rpartition(".")[2], raised["text"] or "")


def _last_error(log: str) -> str:
    """The last error that nbgrader logged, on one line."""
    records = [record for line in log.splitlines() if (record := RECORD.match(line))]
    errors = [record["text"] for record in records if record["level"] in ("ERROR", "CRITICAL")]
    plain = [line for line in log.splitlines() if line.strip()]
    return (errors or plain or ["it wrote nothing"])[-1].strip()

"""Sample answers, right and wrong, kept as files under tests/answers/, and how they become submissions.

tests/answers/ASSIGNMENT/EXERCISE/{right,wrong}/NAME.py holds what a student would type into the answer cell. EXERCISE
is the answer cell's grade id without its "aNN-". The file begins with comment lines: "# method: …" in a right answer,
"# mistake: NAME" or "# mistake: unnamed" in a wrong one, then what the student was thinking. They are not submitted.
"""

import re
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gradschool.staff.course.trouble import CourseError
from gradschool.staff.results.exercises import answer_key

HEADER = re.compile(r"# *(method|mistake): *(.+?) *")
UNNAMED = "unnamed"


@dataclass(frozen=True)
class Answer:
    """One sample answer.

    `declared` is what its first line says: the method of a right answer, the mistake of a wrong one (None if unnamed).
    """

    path: Path
    exercise: str
    right: bool
    declared: str | None
    code: str

    @property
    def label(self) -> str:
        """A short name for reports: "q1-polynomial-slope/wrong/sign"."""
        return f"{self.exercise}/{self.path.parent.name}/{self.path.stem}"


def load_answers(folder: Path) -> dict[str, list[Answer]]:
    """Read all answers of one assignment: for each exercise its right answers, then its wrong ones, by name.

    Raises CourseError when the folder is not there, or when a file lacks its first line.
    """
    if not folder.is_dir():
        raise CourseError(f"{folder}: no sample answers there; they come with a clone of the course")
    found = {}
    for exercise in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("_")):
        paths = [*sorted(exercise.glob("right/*.py")), *sorted(exercise.glob("wrong/*.py"))]
        found[exercise.name] = [_read_answer(path) for path in paths]
    return found


def answer_cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the answer cell of each exercise, by the exercise's key."""
    cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return {answer_key(cell.metadata.nbgrader.grade_id): cell for cell in cells}


def submission(release: Path, codes: dict[str, str]) -> str:
    """Put answers into the released notebook, and return it as text.

    `codes` holds the source of each answer, by exercise. Raises CourseError for an exercise that the notebook lacks.
    """
    notebook = nbformat.read(release, as_version=4)
    cells = answer_cells(notebook)
    for exercise, code in codes.items():
        if exercise not in cells:
            raise CourseError(f"{release.name}: has no exercise {exercise}; it has {', '.join(cells)}")
        cells[exercise].source = code
    return nbformat.writes(notebook)


def _read_answer(path: Path) -> Answer:
    lines = path.read_text(encoding="utf-8").splitlines()
    header = list(takewhile(lambda line: line.startswith("#"), lines))
    right = path.parent.name == "right"
    key = "method" if right else "mistake"
    match = HEADER.fullmatch(header[0]) if header else None
    if not match or match[1] != key:
        raise CourseError(f"{path}: the first line must be '# {key}: …'")
    declared = None if match[2] == UNNAMED else match[2]
    code = "\n".join(lines[len(header) :]).strip("\n")
    return Answer(path, path.parents[1].name, right, declared, code)

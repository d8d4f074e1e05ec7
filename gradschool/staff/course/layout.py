"""Where things are in a course: its root, its lessons, its assignments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from gradschool.staff.course.trouble import CourseError

MARKER = "nbgrader_config.py"
NAME = re.compile(r"(\d\d)_[a-z0-9_]+")


@dataclass(frozen=True)
class Lesson:
    """One lesson: `number` 1, `name` "01_first_gradients", `title` from its H1, `minutes` from its first cells."""

    number: int
    name: str
    path: Path
    title: str
    minutes: int | None


@dataclass(frozen=True)
class Course:
    """A course directory. Its paths are absolute when `root` is; asking for a path creates nothing."""

    root: Path

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def source(self) -> Path:
        return self.root / "source"

    @property
    def release(self) -> Path:
        return self.root / "release"

    @property
    def solutions(self) -> Path:
        return self.root / "solutions"

    @property
    def work(self) -> Path:
        return self.root / "work"

    @property
    def config(self) -> Path:
        return self.root / MARKER

    def source_notebook(self, name: str) -> Path:
        return self.source / name / f"{name}.ipynb"

    def release_notebook(self, name: str) -> Path:
        return self.release / name / f"{name}.ipynb"

    def solution_notebook(self, name: str) -> Path:
        return self.solutions / name / f"{name}.ipynb"

    def work_notebook(self, name: str) -> Path:
        return self.work / name / f"{name}.ipynb"

    def shown(self, path: Path) -> str:
        """Return `path` as a person in this course would write it: from the root, with forward slashes."""
        path = Path(path).resolve()
        root = self.root.resolve()
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    def assignments(self) -> list[str]:
        """Return the names of all assignments, in order. Without a folder source/ they are those in release/."""
        folder = self.source if self.source.is_dir() else self.release
        if not folder.is_dir():
            return []
        return sorted(f.name for f in folder.iterdir() if f.is_dir() and NAME.fullmatch(f.name))

    def assignment(self, name: str | int) -> str:
        """Return the full name of the assignment that "1", "01", 1, "01_first_gradients" or a path to it means.

        Raises CourseError, listing what exists, when there is none.
        """
        return _find(name, self.assignments(), "assignment")

    def lesson_paths(self) -> list[Path]:
        """Return the paths of all lesson notebooks (00 and 99 included), in order, without opening any."""
        return sorted(p for p in self.notebooks.glob("*.ipynb") if NAME.fullmatch(p.stem))

    def lessons(self) -> list[Lesson]:
        """Read all lessons, in order. Raises CourseError for one that is not a notebook."""
        return [self._read_lesson(path) for path in self.lesson_paths()]

    def lesson(self, name: str | int) -> Lesson:
        """Read the lesson that "1", "01", 1 or "01_first_gradients" means. Raises CourseError like `assignment`."""
        found = _find(name, [p.stem for p in self.lesson_paths()], "lesson")
        return self._read_lesson(self.notebooks / f"{found}.ipynb")

    def _read_lesson(self, path: Path) -> Lesson:
        # nbformat takes half a second to import, and most commands read no lesson
        from gradschool.staff.course.notebooks import read

        texts = [c.source for c in read(path, shown=self.shown(path)).cells[:3] if c.cell_type == "markdown"]
        text = "\n".join(texts)
        title = re.search(r"^# +(?:\d+ +· +)?(.+?) *$", text, re.MULTILINE)
        minutes = re.search(r"\bMinutes\W*(\d+)", text)
        return Lesson(
            number=int(path.stem[:2]),
            name=path.stem,
            path=path,
            title=title.group(1) if title else path.stem[3:].replace("_", " "),
            minutes=int(minutes.group(1)) if minutes else None,
        )


def find_course(start: Path | str | None = None) -> Course:
    """The course that `start` (default: the current folder) lies in: the nearest folder that holds nbgrader_config.py.

    Raises CourseError, which says where it looked and how to begin, when there is none.
    """
    start = Path(start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        # work/ has one too, which loads the root's.
        if (folder / MARKER).is_file() and not (folder.name == "work" and (folder.parent / MARKER).is_file()):
            return Course(folder)
    looked = f"no course here: {MARKER} is neither in this folder nor in any above it"
    begin = "change to the folder into which you cloned or unpacked the course, and run this there"
    raise CourseError(f"{start}: {looked}; {begin}")


def _find(name: str | int, names: list[str], what: str) -> str:
    """Return the one of `names` that `name` means: a number, a full name, or a path that ends in one."""
    wanted = Path(str(name).strip().rstrip("/\\")).name.removesuffix(".ipynb")
    number = f"{int(wanted):02d}" if re.fullmatch(r"[0-9]{1,2}", wanted) else None
    found = [n for n in names if n == wanted or (number and n.startswith(f"{number}_"))]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(found or names) or f"there are no {what}s yet"
    problem = "means more than one" if found else "is none"
    raise CourseError(f"{what} {str(name)!r} {problem}; choose from: {listed}")

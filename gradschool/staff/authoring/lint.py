"""Lint lessons and assignment sources against the house style. The rules are in `rules` and `rules_lesson`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gradschool.staff.authoring import rules, rules_lesson
from gradschool.staff.course.folders import NOT_CONTENT
from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import dumps, normalise, read

DATA = {".csv", ".json", ".npy", ".npz", ".png", ".pt", ".svg", ".txt"}


@dataclass(frozen=True)
class Finding:
    """One broken rule: the file, the cell's id ("" for the whole file), what is wrong and what to do."""

    file: str
    cell: str
    what: str
    remedy: str
    warning: bool = False

    def __str__(self) -> str:
        where = f"{self.file} [{self.cell}]" if self.cell else self.file
        return f"{where}: {'warning: ' if self.warning else ''}{self.what}; {self.remedy}"


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those findings that are not warnings."""
    return [f for f in findings if not f.warning]


def lint(course: Course) -> list[Finding]:
    """All findings of a course. Raises CourseError for a file that is not a notebook."""
    found = [f for name in course.assignments() for f in lint_source(course, name)]
    return found + [f for path in course.lesson_paths() for f in lint_lesson(course, path)]


def lint_source(course: Course, name: str) -> list[Finding]:
    """Findings in assignment `name`: its source notebook and what lies beside it."""
    path = course.source_notebook(name)
    shown = course.shown(path)
    nb = read(path, shown=shown)
    return _neighbours(course, name) + _apply(rules.SOURCE, nb, shown, f"a{name[:2]}-")


def lint_lesson(course: Course, path: Path) -> list[Finding]:
    """Findings in one lesson. The start page and the reference card (00, 99) need not have a lesson's parts."""
    shown = course.shown(path)
    nb = read(path, shown=shown)
    found = _apply(rules_lesson.LESSON, nb, shown, f"l{path.stem[:2]}-")
    if path.stem[:2] not in ("00", "99"):
        found += _apply(rules_lesson.LESSON_PARTS, nb, shown, f"l{path.stem[:2]}-")
    if path.read_text(encoding="utf-8") != dumps(normalise(nb, outputs=True)):
        found.append(Finding(shown, "", "not in normal form", f"run gradschool build --lessons {path.stem[:2]}"))
    return found


def _apply(chosen: Iterable, nb, shown: str, prefix: str) -> list[Finding]:
    return [
        Finding(shown, cell, what, remedy, warning=rule in rules_lesson.WARNINGS)
        for rule in chosen
        for cell, what, remedy in rule(nb, prefix)
    ]


def _neighbours(course: Course, name: str) -> list[Finding]:
    """Files beside a source that nbgrader would release: text twins hold the solutions."""
    path = course.source_notebook(name)
    return [
        Finding(course.shown(f), "", "lies beside a source and would be released with it", "move it elsewhere")
        for f in sorted((course.source / name).rglob("*"))
        if f.is_file() and f != path and f.suffix not in DATA and not NOT_CONTENT & set(f.parts)
    ]

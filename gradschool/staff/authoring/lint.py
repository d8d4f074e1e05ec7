"""Lint lessons and assignment sources against the house style, and say what is still missing.

The rules are in `rules`, `rules_lesson` and `rules_question`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from gradschool.staff.authoring import rules, rules_lesson, rules_question
from gradschool.staff.authoring.reading import dead_pointers
from gradschool.staff.course.folders import NOT_CONTENT
from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import dumps, normalise, read

DATA = {".csv", ".json", ".npy", ".npz", ".png", ".pt", ".svg", ".txt"}


@dataclass(frozen=True)
class Finding:
    """One broken rule: the file, the cell's id ("" for the whole file), what is wrong and what to do.

    A warning stops nothing. What is `missing` keeps the notebook from being built, but not from being run.
    """

    file: str
    cell: str
    what: str
    remedy: str
    warning: bool = False
    missing: bool = False

    def __str__(self) -> str:
        where = f"{self.file} [{self.cell}]" if self.cell else self.file
        return f"{where}: {'warning: ' if self.warning else ''}{self.what}; {self.remedy}"


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are not warnings."""
    return [f for f in findings if not f.warning]


def lint_source(course: Course, name: str) -> list[Finding]:
    """Return the findings in assignment `name`: in its source, in what lies beside it, and in its lesson.

    Raises CourseError for a file that is not a notebook.
    """
    path = course.source_notebook(name)
    shown = course.shown(path)
    nb = read(path, shown=shown)
    found = _neighbours(course, name) + _apply((*rules.SOURCE, *rules_question.QUESTION), nb, shown, f"a{name[:2]}-")
    found += _lesson_of(course, name)
    return found + [Finding(shown, *pointer, missing=True) for pointer in dead_pointers(course, nb)]


def lint_lesson(course: Course, path: Path) -> list[Finding]:
    """Return the findings in one lesson; the start page and the reference card (00, 99) need not have a lesson's parts.

    Raises CourseError for a file that is not a notebook.
    """
    shown = course.shown(path)
    nb = read(path, shown=shown)
    found = _apply(rules_lesson.LESSON, nb, shown, f"l{path.stem[:2]}-")
    if path.stem[:2] not in ("00", "99"):
        found += _apply(rules_lesson.LESSON_PARTS, nb, shown, f"l{path.stem[:2]}-")
    if path.read_text(encoding="utf-8") != dumps(normalise(nb, outputs=True)):
        found.append(Finding(shown, "", "not in normal form", f"run gradschool build --lessons {path.stem[:2]}"))
    return found


def _apply(chosen: Iterable[rules.Rule], nb: NotebookNode, shown: str, prefix: str) -> list[Finding]:
    return [
        Finding(shown, cell, what, remedy, rule in rules_lesson.WARNINGS, rule in rules_question.MISSING)
        for rule in chosen
        for cell, what, remedy in rule(nb, prefix)
    ]


def _lesson_of(course: Course, name: str) -> list[Finding]:
    """Whether the lesson of assignment `name` is there and written. It is linted when the lesson itself is built."""
    path = course.notebooks / f"{name}.ipynb"
    shown = course.shown(path)
    if not path.is_file():
        remedy = f"make it: gradschool new lesson {name[:2]} {name[3:]}"
        return [Finding(shown, "", "there is no lesson to this assignment", remedy, missing=True)]
    left = [cell for cell, _, _ in rules.nothing_is_left_to_write(read(path, shown=shown), f"l{name[:2]}-")]
    others = f" (cells with one: {len(left)})" if len(left) > 1 else ""
    remedy = f"gradschool build --lessons {name[:2]} runs the lesson and lists what to write"
    return [Finding(shown, cell, f"still has a TODO{others}", remedy, missing=True) for cell in left[:1]]


def _neighbours(course: Course, name: str) -> list[Finding]:
    """Find files beside a source that nbgrader would release with it, such as a text copy with the solutions."""
    path = course.source_notebook(name)
    return [
        Finding(course.shown(f), "", "lies beside a source and would be released with it", "move it elsewhere")
        for f in sorted((course.source / name).rglob("*"))
        if f.is_file() and f != path and f.suffix not in DATA and not NOT_CONTENT & set(f.parts)
    ]

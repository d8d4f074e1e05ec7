"""Build what is made from the sources: release/, solutions/, and the stored outputs of the lessons."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nbformat import NotebookNode

from gradschool.staff.authoring.lint import errors, lint_lesson, lint_source
from gradschool.staff.authoring.run_notebook import execute
from gradschool.staff.course.folders import Files, contents, replace
from gradschool.staff.course.layout import Course, find_course
from gradschool.staff.course.markers import without_markers
from gradschool.staff.course.notebooks import dumps, normalise, read, write
from gradschool.staff.course.trouble import CourseError

# Kernels at once: each holds torch, and two cores are what a small machine has.
KERNELS = 2


class BuildError(CourseError):
    """Something in the course keeps it from being built, or what was built is stale. One line for each problem."""


def build(
    names: Iterable[str] | None = None,
    check: bool = False,
    course: Course | None = None,
    say: Callable[[str], None] = print,
) -> list[str]:
    """Make release/ and solutions/ of the named assignments (default: all) from source/, and return the changed paths.

    Sources are put in normal form first. check=True writes and executes nothing. `say` gets progress lines.
    Raises BuildError for lint errors (nothing is written then) and, with check=True, for stale files; ExecutionFailed
    when a solution does not run; CourseError for a name that is no assignment, a source that nbgrader refuses, a leak.
    """
    course = course or find_course()
    chosen = [course.assignment(n) for n in names] if names else course.assignments()
    problems = [str(f) for name in chosen for f in errors(lint_source(course, name))]
    if check and not problems:
        problems = stale(course, chosen) + ([] if names else orphans(course))
    if problems:
        raise BuildError("\n".join(problems))
    if check or not chosen:
        return []
    changed = [path for path in map(course.source_notebook, chosen) if write(_source(course, path), path)]
    for name, files in _releases(course, chosen).items():
        changed += replace(course.release / name, files)
        say(f"{name}: release built")

    def solve(name: str) -> list[Path]:
        started = time.monotonic()
        path, data = course.source_notebook(name), _data(course, name)
        with tempfile.TemporaryDirectory(prefix="gradschool-") as scratch:
            replace(Path(scratch), data)
            nb = execute(_solution(_source(course, path)), Path(scratch), course.shown(path))
        written = replace(course.solutions / name, data | {f"{name}.ipynb": dumps(nb).encode()})
        say(f"{name}: solution run in {time.monotonic() - started:.1f} s")
        return written

    changed += _each(solve, chosen)
    return [course.shown(p) for p in changed]


def build_lessons(
    names: Iterable[str] | None = None,
    course: Course | None = None,
    say: Callable[[str], None] = print,
) -> list[str]:
    """Run the named lessons (default: all), store their outputs, and return the changed paths.

    Raises ExecutionFailed when a cell fails (that notebook stays as it was), and BuildError for lint errors in what
    was stored.
    """
    course = course or find_course()
    paths = [course.lesson(n).path for n in names] if names else course.lesson_paths()

    def run(path: Path) -> list[Path]:
        started = time.monotonic()
        shown = course.shown(path)
        nb = execute(read(path, shown=shown), path.parent, shown)
        written = [path] if write(nb, path) else []
        say(f"{path.stem}: run in {time.monotonic() - started:.1f} s")
        return written

    changed = _each(run, paths)
    problems = [str(f) for path in paths for f in errors(lint_lesson(course, path))]
    if problems:
        raise BuildError("\n".join(problems))
    return [course.shown(p) for p in changed]


def stale(course: Course, names: Iterable[str]) -> list[str]:
    """One line for each file of the named assignments that a build would change.

    Outputs of solutions are not compared: nbval does that when it runs them.
    """
    lines = []
    for name, released in _releases(course, names).items():
        path = course.source_notebook(name)
        source = _source(course, path)
        if path.read_bytes() != dumps(source).encode():
            lines.append(f"{course.shown(path)}: not in normal form; run gradschool build {name[:2]}")
        solved = _data(course, name) | {f"{name}.ipynb": dumps(_solution(source)).encode()}
        found = contents(course.solutions / name)
        if f"{name}.ipynb" in found:
            found[f"{name}.ipynb"] = dumps(_source(course, course.solution_notebook(name))).encode()
        lines += _differences(course, course.release / name, released, contents(course.release / name))
        lines += _differences(course, course.solutions / name, solved, found)
    return lines


def orphans(course: Course) -> list[str]:
    """One line for each folder in release/ or solutions/ that has no source."""
    names = set(course.assignments())
    return [
        f"{course.shown(folder)}: has no source; delete it"
        for parent in (course.release, course.solutions)
        if parent.is_dir()
        for folder in sorted(parent.iterdir())
        if folder.is_dir() and folder.name not in names
    ]


def _differences(course: Course, folder: Path, wanted: Files, found: Files) -> list[str]:
    return [
        f"{course.shown(folder / file)}: "
        f"{'missing' if file not in found else 'not what the source gives'}; run gradschool build {folder.name[:2]}"
        for file in sorted(wanted.keys() | found.keys())
        if wanted.get(file) != found.get(file)
    ]


def _each(work: Callable, items: Iterable) -> list[Path]:
    """The lists that `work` returns for each item, joined; the first failure is raised after all have ended."""
    with ThreadPoolExecutor(KERNELS) as pool:
        futures = [pool.submit(work, item) for item in items]
    return [path for future in futures for path in future.result()]


def _releases(course: Course, names: Iterable[str]) -> dict[str, Files]:
    from gradschool.staff.authoring.release import (
        releases,  # nbgrader takes a second to import, and lessons do not need it
    )

    return releases(course, names)


def _source(course: Course, path: Path) -> NotebookNode:
    return normalise(read(path, shown=course.shown(path)), outputs=False)


def _solution(source: NotebookNode) -> NotebookNode:
    """The worked notebook: markers gone, worked code and hidden checks kept, so that nbval proves both."""
    nb = normalise(source, outputs=False)
    for cell in nb.cells:
        cell.source = without_markers(cell.source)
    return normalise(nb, outputs=False)


def _data(course: Course, name: str) -> Files:
    """Data files beside the source notebook."""
    return {file: data for file, data in contents(course.source / name).items() if not file.endswith(".ipynb")}

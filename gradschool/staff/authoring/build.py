"""Build what is made from the sources: release/, solutions/, and the stored outputs of the lessons."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from gradschool.staff.authoring.lint import errors, lint_lesson, lint_source
from gradschool.staff.authoring.proof import Proofs
from gradschool.staff.authoring.run_notebook import execute
from gradschool.staff.authoring.worked import data_of, solution_of, source_of
from gradschool.staff.course.folders import Files, contents, replace
from gradschool.staff.course.layout import Course, find_course
from gradschool.staff.course.notebooks import dumps, read, write
from gradschool.staff.course.trouble import CourseError

T = TypeVar("T")
# Kernels that run at once. Each loads PyTorch, and a small machine has two cores.
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

    Sources are put in normal form first. Each solution is run twice: in an ordinary kernel, whose outputs are stored,
    and by the judge, in whose two processes it must earn all points. check=True writes and executes nothing. `say` gets
    progress lines, and what this system cannot prove.
    Raises BuildError for lint errors and for what is missing (nothing is written then), for a cell that fails across
    two processes and, with check=True, for stale files; ExecutionFailed when a solution does not run; CourseError for a
    name that is no assignment, a source that nbgrader refuses, a leak.
    """
    course = course or find_course()
    chosen = [course.assignment(n) for n in names] if names else course.assignments()
    found = {name: errors(lint_source(course, name)) for name in chosen}
    findings = [f for name in chosen for f in found[name]]
    if check:
        _stop_for(findings)
        _stop_for(stale(course, chosen) + ([] if names else orphans(course)))
        return []
    if not all(f.missing for f in findings):
        _stop_for(findings)
    unfinished = [name for name in chosen if found[name]]
    with Proofs(course, unfinished or chosen, say) as proofs:
        if unfinished:
            _stop_for([*findings, *(line for name in unfinished for line in proofs.faults(name))])
        return [course.shown(path) for path in _make(course, chosen, proofs, say)]


def _make(course: Course, names: list[str], proofs: Proofs, say: Callable[[str], None]) -> list[Path]:
    """Write sources in normal form, releases and solutions; return the paths that changed."""
    changed = [path for path in map(course.source_notebook, names) if write(source_of(course, path), path)]
    for name, files in _releases(course, names).items():
        changed += replace(course.release / name, files)
        say(f"{name}: release built")

    def solve(name: str) -> list[Path]:
        started = time.monotonic()
        path, data = course.source_notebook(name), data_of(course, name)
        with tempfile.TemporaryDirectory(prefix="gradschool-") as scratch:
            replace(Path(scratch), data)
            nb = execute(solution_of(source_of(course, path)), Path(scratch), course.shown(path))
        seconds = time.monotonic() - started
        _stop_for(proofs.faults(name))
        written = replace(course.solutions / name, data | {f"{name}.ipynb": dumps(nb).encode()})
        say(f"{name}: solution run in {seconds:.1f} s{proofs.note}")
        return written

    return changed + _each(solve, names)


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
    _stop_for([f for path in paths for f in errors(lint_lesson(course, path))])
    return [course.shown(p) for p in changed]


def stale(course: Course, names: Iterable[str]) -> list[str]:
    """Return one line for each file of the named assignments that a build would change.

    Outputs of solutions are not compared: nbval does that when it runs them.
    """
    lines = []
    for name, released in _releases(course, names).items():
        path = course.source_notebook(name)
        source = source_of(course, path)
        if path.read_bytes() != dumps(source).encode():
            lines.append(f"{course.shown(path)}: not in normal form; run gradschool build {name[:2]}")
        solved = data_of(course, name) | {f"{name}.ipynb": dumps(solution_of(source)).encode()}
        found = contents(course.solutions / name)
        if f"{name}.ipynb" in found:
            found[f"{name}.ipynb"] = dumps(source_of(course, course.solution_notebook(name))).encode()
        lines += _differences(course, course.release / name, released, contents(course.release / name))
        lines += _differences(course, course.solutions / name, solved, found)
    return lines


def orphans(course: Course) -> list[str]:
    """Return one line for each folder in release/ or solutions/ that has no source."""
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


def _stop_for(problems: Sequence[object]) -> None:
    if problems:
        raise BuildError("\n".join(map(str, problems)))


def _each(work: Callable[[T], list[Path]], items: Iterable[T]) -> list[Path]:
    """Run `work` on each item, some at once, and join the lists that it returns.

    The first failure is raised after all have ended.
    """
    with ThreadPoolExecutor(KERNELS) as pool:
        futures = [pool.submit(work, item) for item in items]
    return [path for future in futures for path in future.result()]


def _releases(course: Course, names: Iterable[str]) -> dict[str, Files]:
    # nbgrader's converters take a second to import, and lessons do not need them.
    from gradschool.staff.authoring.release import releases

    return releases(course, names)

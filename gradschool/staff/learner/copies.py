"""A learner's own copies of the released assignments, in work/, which are never overwritten."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gradschool.staff.course.layout import Course
from gradschool.staff.course.trouble import CourseError

STAMPS = ".releases.json"
NOT_COPIED = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")

NEW, KEPT, NEWER, BESIDE = "new", "kept", "newer", "beside"


@dataclass(frozen=True)
class Copy:
    """One assignment in work/.

    `state` is "new" (copied now), "kept" (there already, from this release or from elsewhere), "newer" (there already,
    and the release has changed since) or "beside" (as "newer", and the new release already lies beside the copy).
    """

    name: str
    folder: Path
    state: str


def place(course: Course) -> list[Copy]:
    """Put each released assignment in work/ unless it is there; say how each stands.

    Raises CourseError when nothing is released.
    """
    names = [name for name in course.assignments() if course.release_notebook(name).is_file()]
    if not names:
        raise CourseError(f"{course.shown(course.release)}: nothing is released yet; run: gradschool build")
    return [_place_one(course, name) for name in names]


def place_beside(course: Course, name: str) -> Path:
    """Put the current release of `name` beside the learner's copy, and return the folder.

    A folder that is there already is used again if it came from this release, and otherwise left alone.
    Raises CourseError when the assignment is not released.
    """
    release = _released(course, name)
    for folder in _besides(course, name):
        if not folder.exists():
            _copy(course, release, folder)
            return folder
        if _stamps(course).get(folder.name) == fingerprint(release):
            return folder
    raise AssertionError("the names to try never end")


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 of the names and contents of all files in `folder`, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _place_one(course: Course, name: str) -> Copy:
    folder, release = course.work / name, _released(course, name)
    if not folder.exists():
        _copy(course, release, folder)
        return Copy(name, folder, NEW)
    stamps, current = _stamps(course), fingerprint(release)
    # A copy without a stamp was fetched from an exchange: its release is the instructor's business.
    if stamps.get(name, current) == current:
        return Copy(name, folder, KEPT)
    beside = [path for path, stamp in stamps.items() if path.startswith(f"{name}.new") and stamp == current]
    there = any((course.work / path).is_dir() for path in beside)
    return Copy(name, folder, BESIDE if there else NEWER)


def _released(course: Course, name: str) -> Path:
    notebook = course.release_notebook(name)
    if not notebook.is_file():
        raise CourseError(f"{course.shown(notebook)}: not released yet; run: gradschool build")
    return notebook.parent


def _besides(course: Course, name: str) -> Iterator[Path]:
    """Folders beside the learner's copy to try, one after another: NAME.new, NAME.new2, …"""
    yield course.work / f"{name}.new"
    number = 2
    while True:
        yield course.work / f"{name}.new{number}"
        number += 1


def _copy(course: Course, release: Path, folder: Path) -> None:
    """Copy the release whole or not at all, then note which release it was."""
    partial = course.work / f".{folder.name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(release, partial, ignore=NOT_COPIED)
    partial.rename(folder)
    stamps = _stamps(course) | {folder.name: fingerprint(release)}
    new = course.work / f"{STAMPS}.partial"
    new.write_text(json.dumps(stamps, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    os.replace(new, course.work / STAMPS)


def _stamps(course: Course) -> dict[str, str]:
    path = course.work / STAMPS
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        shown = course.shown(path)
        raise CourseError(f"{shown}: not JSON; delete it (your work stays, only its releases are forgotten)") from None

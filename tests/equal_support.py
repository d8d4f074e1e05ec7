"""Marks of the sample answers by `gradschool grade` and by nbgrader's own execution, and which to compare again.

tests/equal_record.json says for what all of them were compared last: `make test-equal-all` writes it.
"""

import hashlib
import json
import platform
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import nbformat
from answers_support import (
    COURSE,
    FOLDER,
    Points,
    Row,
    answers_of,
    assignments_with_answers,
    engine,
    points_of,
    rows,
    submitted,
)

from gradschool.staff.grading.throwaway_course import ScratchCourse
from gradschool.staff.sandbox import box

RECORD = COURSE.root / "tests" / "equal_record.json"
JUDGE, STOCK = "gradschool.staff.plugins.judge.Judge", "nbgrader.preprocessors.Execute"
SEED = "packed anew"
ALL, SOME, NONE = "all", "some", "none"
# Of the answers of an assignment, one in so many is compared where all were, and only the package is another since.
SHARE = 3
# What the marks depend on besides the course's own files
PACKAGES = (
    "torch",
    "numpy",
    "nbgrader",
    "nbclient",
    "nbconvert",
    "nbformat",
    "jupyter_client",
    "ipykernel",
    "ipython",
)


def packed_anew(name: str) -> list[Row]:
    """All answers of an assignment, each in a submission with others than those that `grade` puts beside it."""
    return rows(answers_of(name), SEED)


def graded_anew(name: str) -> Points:
    """Points by a second `gradschool grade`, with the answers packed anew."""
    packed = packed_anew(name)
    with submitted(name, packed) as scratch:
        failures = scratch.grade(name, engine())
        assert not failures, "\n".join(failures.values())
        return points_of(scratch, name, packed)


def graded_by_stock(name: str, packed: list[Row]) -> tuple[Points, set[tuple[str, str]]]:
    """The release, the solution, answers that raise and these rows by nbgrader's own execution.

    Returns the points, and the (answer label, grade id) of checks that wrote to stderr.
    """
    with submitted(name, packed) as scratch:
        warned = autograde_by_stock(scratch, name)
        labels = {row.student: {answer.label for answer in row.answers.values()} for row in packed}
        by_answer = {(label, check) for student, check in warned for label in labels.get(student, {student})}
        return points_of(scratch, name, packed), by_answer


def autograde_by_stock(scratch: ScratchCourse, name: str) -> set[tuple[str, str]]:
    """`nbgrader autograde` with nbgrader's own execution, in one process with the checks.

    Returns the (student, grade id) of checks that wrote to stderr, which costs a mark there and must not.
    """
    config = scratch.course.config.read_text()
    assert JUDGE in config
    scratch.course.config.write_text(config.replace(JUDGE, STOCK))
    failures = scratch.autograde(name)
    assert not failures, "\n".join(failures.values())
    return {
        (path.parents[1].name, cell.metadata.nbgrader.grade_id)
        for path in (scratch.root / "autograded").glob(f"*/{name}/{name}.ipynb")
        for cell in nbformat.read(path, as_version=4).cells
        if any(output.get("name") == "stderr" for output in cell.get("outputs", []))
        and cell.metadata.get("nbgrader", {}).get("grade")
    }


def differences(ours: Points, theirs: Points, warned: Iterable[tuple[str, str]] = ()) -> dict[tuple[str, str], tuple]:
    """From (answer label, grade id) to both marks where they differ, of all that `theirs` holds.

    Where a check in `warned` wrote to stderr, which costs a mark in nbgrader's own execution, they may differ.
    """
    return {
        (label, check): (ours[label][check], mark)
        for label, marks in theirs.items()
        for check, mark in marks.items()
        if ours[label][check] != mark and (label, check) not in set(warned)
    }


def own_key(name: str) -> str:
    """A hash of the assignment's own files: its source and its answers."""
    return _hash([*_files(COURSE.source / name), *_files(FOLDER / name)])


def common_key() -> str:
    """A hash of all else that marks depend on: the package, all of it, the configuration, this comparison, versions."""
    here = [Path(__file__), Path(__file__).with_name("answers_support.py"), COURSE.config]
    versions = [f"{package} {version(package)}" for package in PACKAGES]
    return _hash([*_files(COURSE.root / "gradschool"), *here], platform.python_version(), *versions)


def extent(name: str, record: Mapping, own: str, common: str) -> str:
    """How many answers of an assignment nbgrader's own execution has to grade: all, some (one in SHARE), or none.

    own, common
        Its keys now; those of the last comparison of all answers are in `record`.
    """
    if record.get("own", {}).get(name) != own:
        return ALL
    return NONE if record.get("common") == common else SOME


def chosen(packed: list[Row], wanted: str, common: str) -> list[Row]:
    """The rows to compare; which third of them is drawn anew by each change of the package."""
    return packed if wanted == ALL else packed[int(common, 16) % SHARE :: SHARE]


def read_record() -> dict:
    return json.loads(RECORD.read_text()) if RECORD.is_file() else {}


def write_record() -> None:
    """Note that all answers of all assignments were compared as they are now. Raises SystemExit where they were not."""
    if missing := box.missing():
        sys.exit(f"nothing was compared: {missing[0]}")
    keys = {name: own_key(name) for name in assignments_with_answers()}
    RECORD.write_text(json.dumps({"common": common_key(), "own": keys}, indent=1) + "\n")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _hash(files: list[Path], *words: str) -> str:
    found = hashlib.sha256("\0".join(words).encode())
    for path in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(f"{path.relative_to(COURSE.root).as_posix()} {content}\n".encode())
    return found.hexdigest()


if __name__ == "__main__":
    write_record()
    sys.stdout.write(f"{RECORD.relative_to(COURSE.root)}: written\n")

"""Find submissions that must not be opened: nbgrader follows links, waits for pipes and reads files of any size."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LARGEST_NOTEBOOK, LARGEST_SUBMISSION, MOST_FILES = 20 << 20, 200 << 20, 1000
KINDS = {
    stat.S_IFLNK: "a link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def refusal(folder: Path) -> str | None:
    """Return why a submission must not be opened, in words, or None. Opens no file in `folder` and follows no link."""
    total = count = 0
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = Path(place) / name
            status = path.lstat()
            shown = path.relative_to(folder).as_posix().encode("ascii", "replace").decode()[:80]
            count += 1
            if kind := KINDS.get(stat.S_IFMT(status.st_mode)):
                return f"{shown} is {kind}, not a file"
            if stat.S_ISDIR(status.st_mode):
                if name.endswith(".ipynb"):
                    return f"{shown} is a folder, not a notebook"
                continue
            total += status.st_size
            if name.endswith(".ipynb") and status.st_size > LARGEST_NOTEBOOK:
                return f"{shown} is larger than {LARGEST_NOTEBOOK >> 20} MB"
            if total > LARGEST_SUBMISSION or count > MOST_FILES:
                return f"it is larger than {LARGEST_SUBMISSION >> 20} MB or {MOST_FILES} files"
    return None


@contextmanager
def set_aside(root: Path, name: str) -> Iterator[dict[str, str]]:
    """While the block runs, move submissions of assignment `name` that must not be opened out of submitted/.

    Gives a dict from each such student to the reason. The files are moved without being opened, and moved back.
    """
    refused, moved = {}, []
    aside = root / ".set-aside"
    try:
        for folder in sorted((root / "submitted").glob(f"*/{name}")):
            student = folder.parent.name
            why = f"{name} is a link, not a folder" if folder.is_symlink() else refusal(folder)
            if why:
                refused[student] = why
                (aside / student).mkdir(parents=True)
                folder.rename(aside / student / name)
                moved.append((aside / student / name, folder))
        yield refused
    finally:
        for place, folder in moved:
            place.rename(folder)
            place.parent.rmdir()
        if aside.is_dir():
            aside.rmdir()

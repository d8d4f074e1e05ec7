"""Bound the number of processes of a box by a control group, which the kernel itself enforces.

Mostly only root may make one. For an ordinary user RLIMIT_NPROC bounds the processes instead; the kernel ignores that
limit for root.
"""

import itertools
import os
import time
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
_numbers = itertools.count(1)


def make(processes: int) -> Path | None:
    """Make a group that holds at most `processes` processes, descendants included; None where that is not allowed."""
    for parent in _parents():
        folder = parent / f"gradschool-{os.getpid()}-{next(_numbers)}"
        try:
            folder.mkdir()
        except OSError:
            continue
        try:
            (folder / "pids.max").write_text(str(processes))
            return folder
        except OSError:
            folder.rmdir()
    return None


def inside(folder: Path, command: list[str]) -> list[str]:
    """Return `command` preceded by a step in which it joins the group."""
    return ["/bin/sh", "-c", 'echo $$ > "$0/cgroup.procs" && exec "$@"', str(folder), *command]


def remove(folder: Path) -> None:
    """Remove a group whose processes were ended; one that is still in use after a second stays."""
    for _ in range(20):
        try:
            folder.rmdir()
            return
        except OSError:
            time.sleep(0.05)


def _parents() -> list[Path]:
    """Find this process's own group, in version 1 and in version 2 of control groups."""
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if "pids" in controllers.split(","):
            found.append(ROOT / "pids" / path.lstrip("/"))
        elif not controllers:
            found.append(ROOT / path.lstrip("/"))
    return found

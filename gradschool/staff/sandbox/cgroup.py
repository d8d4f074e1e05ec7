"""A control group that bounds the processes of a box in the kernel, where this process may make one: as root, mostly.

Where it may not, an ordinary user's processes are bounded by RLIMIT_NPROC, which the kernel ignores for root.
"""

import itertools
import os
import time
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
_numbers = itertools.count(1)


def make(processes: int) -> Path | None:
    """A new group whose members and their descendants may be `processes` in all; None where none can be made."""
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
    """`command`, which puts itself into the group before it begins."""
    return ["/bin/sh", "-c", 'echo $$ > "$0/cgroup.procs" && exec "$@"', str(folder), *command]


def remove(folder: Path) -> None:
    """Remove a group whose processes were ended; one that is in use for a second more stays."""
    for _ in range(20):
        try:
            return folder.rmdir()
        except OSError:
            time.sleep(0.05)


def _parents() -> list[Path]:
    """This process's own group, in version 1 and in version 2 of control groups."""
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

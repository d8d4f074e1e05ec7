"""Find the descendants of a process, and what they use."""

import os
from pathlib import Path


def tree(pid: int) -> dict[int, int]:
    """Return the descendants of `pid`, each with its parent."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    below, new = {}, {pid}
    while new:
        new = {child for child, parent in parents.items() if parent in new}
        below |= {child: parents[child] for child in new}
    return below


def forked(pid: int) -> list[int]:
    """Return the descendants of `pid` that a warm process forked: they run the same program as their parent."""

    def program(process: int) -> bytes:
        try:
            return Path(f"/proc/{process}/cmdline").read_bytes()
        except OSError:
            return b""

    programs = {child: (program(child), program(parent)) for child, parent in tree(pid).items()}
    return [
        child for child, (its, parents) in programs.items() if b"gradschool.staff.warm.server" in its and its == parents
    ]


def own_pages(pid: int) -> int:
    """Return the bytes of memory that only this process uses; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Private_"))


def processor_seconds(pid: int) -> float:
    """Return the processor seconds that a process and its descendants have used so far."""
    total = 0
    for process in (pid, *tree(pid)):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")

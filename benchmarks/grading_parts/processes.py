"""Processes below another one, and what they use."""

import os
from pathlib import Path


def tree(pid: int) -> dict[int, int]:
    """From each process below `pid` to its parent."""
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
    """Processes that a warm process forked: same program as their parent."""

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
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Private_"))


def processor_seconds(pid: int) -> float:
    """What a process and its descendants have used so far."""
    total = 0
    for process in (pid, *tree(pid)):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")

"""A sandbox as the rest of the package sees it: the one door to this folder.

Who grades makes a `Box` and runs a program in it. What runs in the box calls `clean`, `watchdog` and `confine`.
The one implementation so far is bubblewrap (the outer wall) with Landlock, seccomp and resource limits (the inner
walls); another one would be put behind the same names.
"""

import os
import sys

from gradschool.staff.sandbox import bubblewrap, cgroup, inner_walls, namespace
from gradschool.staff.sandbox.limits import Limits
from gradschool.staff.sandbox.watchdog import Watchdog

# In the box: all that can be written, and in it the folder in which a notebook runs.
SCRATCH, FOLDER = bubblewrap.SCRATCH, bubblewrap.FOLDER
# bubblewrap's own two processes, and the warm process
NOT_THE_STUDENTS = 3


class SandboxMissing(Exception):
    """This system lacks a wall of the sandbox. The text names the wall and says what to do."""


def missing() -> list[str]:
    """Name the walls that this system lacks, one line each with the remedy; empty when all are there."""
    if sys.platform != "linux":
        return [f"the sandbox needs Linux, and this is {sys.platform}: student code would run unconfined"]
    return [*bubblewrap.missing(), *inner_walls.missing()]


def require() -> None:
    """Raise SandboxMissing when a wall is missing."""
    if lacking := missing():
        raise SandboxMissing(f"{'; '.join(lacking)}; or grade without walls: --no-sandbox, or --Judge.sandbox=False")


class Box:
    """One box, as the process that makes it sees it. Its processes together may use what `limits` allow."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self._group = cgroup.make(limits.processes + limits.threads + NOT_THE_STUDENTS)

    def command(self, program: list[str]) -> list[str]:
        """Return the command that runs `program` in this box."""
        command = bubblewrap.command(program, self.limits.scratch_mb)
        return command if self._group is None else cgroup.inside(self._group, command)

    def release(self) -> None:
        """Give back what the system holds for this box, once its processes have ended."""
        if self._group is not None:
            cgroup.remove(self._group)
            self._group = None


def inside() -> bool:
    """Whether this process runs in a box."""
    return namespace.inside()


def clean() -> None:
    """Empty the writable part of the box, for the next submission. Raises RuntimeError outside a box."""
    bubblewrap.clean()


def watchdog(limits: Limits) -> Watchdog:
    """Return what watches the processes of this box, with `SCRATCH` as the place whose files count."""
    return Watchdog(limits, str(SCRATCH))


def confine(limits: Limits) -> None:
    """Put up the inner walls around this process, for good. Raises OSError when one cannot be put up."""
    readable = [*bubblewrap.readable(), f"/proc/{os.getpid()}"]
    inner_walls.confine(readable, [str(SCRATCH)], bubblewrap.devices(), limits)

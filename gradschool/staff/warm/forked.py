"""One forked process as its warm process sees it: is it running, is it within its limits, end it."""

import os
import signal
from collections.abc import Container
from typing import Protocol


class Watchdog(Protocol):
    """What watches a forked process with all its descendants, and can end them; a sandbox has one."""

    def processes(self) -> list[int]:
        """Return the ids of all of them that are left."""

    def exceeded(self) -> str | None:
        """Say which limit they exceed together; None while they exceed none."""

    def kill(self) -> None:
        """End them all."""


class ForkedProcess:
    """A forked process and its descendants.

    Parameters
    ----------
    pid : int
        Its process id.
    watchdog : Watchdog, optional
        What keeps it within limits; without one it has none.
    family : container of int
        Ids of all forked processes whose exit status is still wanted.
    """

    def __init__(self, pid: int, watchdog: Watchdog | None, family: Container[int]):
        self.pid, self.watchdog, self.family = pid, watchdog, family
        self.cause: str | None = None
        self.pidfd = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None

    def poll(self) -> int | None:
        """Return its exit status (negative: the signal that ended it), or None while it runs."""
        _reap_orphans(self.family)
        try:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
        except ChildProcessError:
            return -signal.SIGKILL
        return os.waitstatus_to_exitcode(status) if pid else None

    def over_limit(self) -> bool:
        """Whether it must be ended now; `cause` then says why."""
        if self.watchdog is not None:
            self.cause = self.watchdog.exceeded()
        return self.cause is not None

    def end(self, status: int | None = None) -> int:
        """Kill it and all its descendants, wait for them, and return its exit status, which is `status` if it ended."""
        if status is None:
            if self.watchdog is not None:
                self.watchdog.kill()
            else:
                _kill(self.pid)
            status = _wait(self.pid)
        if self.watchdog is not None:
            while self.watchdog.processes():
                self.watchdog.kill()
                _reap_orphans(self.family)
        else:
            _kill_group(self.pid)
            _reap_orphans(self.family)
        if self.pidfd is not None:
            os.close(self.pidfd)
        return status


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _wait(pid: int) -> int:
    try:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except ChildProcessError:
        return -signal.SIGKILL


def _reap_orphans(family: Container[int]) -> None:
    """Wait for descendants that ended after their parent, so that they disappear; leave those in `family`."""
    if not hasattr(os, "waitid"):
        return
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if ended is None or ended.si_pid in family:
            return
        os.waitpid(ended.si_pid, 0)

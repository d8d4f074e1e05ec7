"""Watching one forked process with all its descendants, and ending them all."""

import os
import signal
import time
from collections.abc import Container
from pathlib import Path

PROC = Path("/proc")
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Guard:
    """What a child in a box and its descendants may use, and how to look: `cause` of them is None or one line.

    Every process that can be seen there, but 1 and this one, belongs to the child.

    Parameters
    ----------
    limits : dict
        memory_mb, processes, threads, cpu_seconds, files.
    scratch : str, optional
        The file system whose use counts as scratch.
    """

    def __init__(self, limits: dict, scratch: str | None):
        self.limits, self.scratch = limits, scratch
        self._next_exact, self._counted, self._resident = 0.0, 0, 0

    def cause(self, pids: list[int]) -> str | None:
        """Which limit these processes exceed together, or None."""
        limits = self.limits
        if len(pids) > limits["processes"] + limits["threads"]:
            return f"more than {limits['processes']} processes and threads"
        threads = sum(_threads(pid) for pid in pids)
        if threads > limits["processes"] + limits["threads"]:
            return f"more than {limits['processes']} processes and threads"
        if sum(_cpu(pid) for pid in pids) > limits["cpu_seconds"]:
            return f"more than {limits['cpu_seconds']:g} seconds of processor time"
        most = limits["memory_mb"] << 20
        if (resident := sum(_resident(pid) for pid in pids)) > most and self._exact(pids, resident, most) > most:
            return f"more than {limits['memory_mb']:g} MB of memory"
        if self.scratch:
            use = os.statvfs(self.scratch)
            if use.f_files - use.f_ffree > limits["files"]:
                return f"more than {limits['files']} files"
        return None

    def _exact(self, pids: list[int], resident: int, most: int) -> int:
        """Bytes of memory, a shared page counted once, or the first of them that exceed `most`.

        Slow, so it takes at most a third of the time, unless what has become resident since could exceed `most`.
        The box stands still meanwhile, or it would grow while it is counted; one that exceeds `most` is not continued,
        for it is ended.
        """
        started = time.monotonic()
        if started < self._next_exact and self._counted + resident - self._resident <= most:
            return self._counted
        _kill(-1, signal.SIGSTOP)
        total = 0
        for pid in pids:
            total += _proportional(pid)
            if total > most:
                break
        else:
            _kill(-1, signal.SIGCONT)
        ended = time.monotonic()
        self._next_exact, self._counted, self._resident = ended + 2 * (ended - started), total, resident
        return total


class Child:
    """A forked process as its warm process sees it. `family` holds the ids of all whose status is still wanted."""

    def __init__(self, pid: int, guard: Guard | None, family: Container[int]):
        self.pid, self.guard, self.family, self.cause = pid, guard, family, None
        self.pidfd = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None

    def poll(self) -> int | None:
        """Its exit status (negative: the signal that ended it), or None while it runs."""
        _reap_orphans(self.family)
        try:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
        except ChildProcessError:
            return -signal.SIGKILL
        return os.waitstatus_to_exitcode(status) if pid else None

    def over_limit(self) -> bool:
        """Whether it must be ended now; `cause` then says why."""
        if self.guard is not None:
            self.cause = self.guard.cause(_others())
        return self.cause is not None

    def end(self, status: int | None = None) -> int:
        """Kill it and all its descendants, wait for them, and return its exit status."""
        alone = self.guard is not None  # in its box
        if status is None:
            _kill(-1 if alone else self.pid)
            status = _wait(self.pid)
        if alone:
            # One call for all, so that nobody forks in between; then wait until none is left.
            while _others():
                _kill(-1)
                _reap_orphans(self.family)
        else:
            _kill_group(self.pid)
            _reap_orphans(self.family)
        if self.pidfd is not None:
            os.close(self.pidfd)
        return status


def _others() -> list[int]:
    """All processes of this process namespace but its first and this one."""
    mine = {1, os.getpid()}
    return [pid for name in os.listdir(PROC) if name.isdigit() and (pid := int(name)) not in mine]


def _kill(pid: int, number: int = signal.SIGKILL) -> None:
    try:
        os.kill(pid, number)
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
    """Collect ended descendants that were left to this process, but not those in `family`."""
    if not hasattr(os, "waitid"):
        return
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if ended is None:
            return
        if ended.si_pid in family:
            return
        os.waitpid(ended.si_pid, 0)


def _read(pid: int, name: str) -> str:
    """A file of a process in /proc, empty when the process is gone or is not ours to look at."""
    try:
        return (PROC / str(pid) / name).read_text()
    except (OSError, UnicodeDecodeError):
        return ""


def _stat(pid: int) -> list[str]:
    # The name in parentheses may itself hold spaces and parentheses.
    return _read(pid, "stat").rpartition(")")[2].split()


def _threads(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[17]) if fields and fields[0] != "Z" else 0


def _cpu(pid: int) -> float:
    """Processor seconds of a process and of its children that ended."""
    fields = _stat(pid)
    return sum(int(field) for field in fields[11:15]) / TICKS if fields else 0.0


def _resident(pid: int) -> int:
    fields = _read(pid, "statm").split()
    return int(fields[1]) * PAGE if fields else 0


def _proportional(pid: int) -> int:
    """Memory of a process in which a page shared by n processes counts as a share of 1/n."""
    for line in _read(pid, "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) << 10
    return _resident(pid)

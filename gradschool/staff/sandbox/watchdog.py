"""Watching all processes of a box together, from its warm process, and ending them all."""

import os
import signal
import time
from pathlib import Path

from gradschool.staff.sandbox import namespace
from gradschool.staff.sandbox.limits import Limits

PROC = Path("/proc")
# Windows, where there is no box, lacks os.sysconf.
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Watchdog:
    """Finds the limit that the processes of this box exceed together, and ends them.

    Every process of the box but its first one and this one belongs to the submission.

    Parameters
    ----------
    limits : Limits
        Of these memory_mb, processes, threads, cpu_seconds and files are watched.
    scratch : str, optional
        A folder of the file system whose files are counted; by default none are.
    """

    def __init__(self, limits: Limits, scratch: str | None):
        self.limits, self.scratch = limits, scratch
        self._next_exact, self._counted, self._resident = 0.0, 0, 0

    def processes(self) -> list[int]:
        """Return the ids of all processes of the submission, also of those that ended and were not waited for."""
        return _others()

    def exceeded(self) -> str | None:
        """Say in a few words which limit is exceeded; None while none is."""
        limits, pids = self.limits, self.processes()
        if len(pids) > limits.processes + limits.threads:
            return f"more than {limits.processes} processes and threads"
        threads = sum(_threads(pid) for pid in pids)
        if threads > limits.processes + limits.threads:
            return f"more than {limits.processes} processes and threads"
        if sum(_cpu(pid) for pid in pids) > limits.cpu_seconds:
            return f"more than {limits.cpu_seconds:g} seconds of processor time"
        most = limits.memory_mb << 20
        if (resident := sum(_resident(pid) for pid in pids)) > most and self._exact(pids, resident, most) > most:
            return f"more than {limits.memory_mb:g} MB of memory"
        if self.scratch:
            use = os.statvfs(self.scratch)
            if use.f_files - use.f_ffree > limits.files:
                return f"more than {limits.files} files"
        return None

    def kill(self) -> None:
        """End all processes of the submission, in one call so that none of them forks in between."""
        _signal_all(signal.SIGKILL)

    def _exact(self, pids: list[int], resident: int, most: int) -> int:
        """Return the bytes of memory, a shared page counted once; the count stops where it exceeds `most`.

        The count is slow, so it may take at most a third of the time. In between the last result is returned, unless
        what has become resident since could exceed `most`. The processes are stopped meanwhile, or they would grow
        while they are counted. Those that exceed `most` are not continued, because they are ended next.
        """
        started = time.monotonic()
        if started < self._next_exact and self._counted + resident - self._resident <= most:
            return self._counted
        _signal_all(signal.SIGSTOP)
        total = 0
        for pid in pids:
            total += _proportional(pid)
            if total > most:
                break
        else:
            _signal_all(signal.SIGCONT)
        ended = time.monotonic()
        self._next_exact, self._counted, self._resident = ended + 2 * (ended - started), total, resident
        return total


def _signal_all(number: signal.Signals) -> None:
    """Send a signal to every process that can be seen, but the first and this one. Raises RuntimeError outside a box.

    There it would reach all processes of the user, and as root those of everybody.
    """
    namespace.require_inside("a signal to every process")
    try:
        os.kill(-1, number)
    except ProcessLookupError:
        return


def _others() -> list[int]:
    """Return all processes of this process namespace but its first and this one."""
    mine = {1, os.getpid()}
    return [pid for name in os.listdir(PROC) if name.isdigit() and (pid := int(name)) not in mine]


def _read(pid: int, name: str) -> str:
    """Read a file of a process in /proc; empty when the process is gone or may not be looked at."""
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
    """Return the processor seconds of a process and of its children that ended."""
    fields = _stat(pid)
    return sum(int(field) for field in fields[11:15]) / TICKS if fields else 0.0


def _resident(pid: int) -> int:
    fields = _read(pid, "statm").split()
    return int(fields[1]) * PAGE if fields else 0


def _proportional(pid: int) -> int:
    """Return the memory of a process, in bytes; a page that n processes share counts as 1/n of a page."""
    for line in _read(pid, "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) << 10
    return _resident(pid)

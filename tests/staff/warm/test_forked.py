"""A forked process and all that descends from it is seen to end, and is ended."""

import os
import signal
import time

import pytest

from gradschool.staff.warm.forked import ForkedProcess

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")


def forked(run) -> int:
    """Fork a process, the leader of its own group as those of a warm process are, that calls `run` and ends."""
    ready, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        os.write(told, b"x")
        run()
        os._exit(7)
    os.read(ready, 1)
    os.close(ready)
    os.close(told)
    return pid


class Watching:
    """A watchdog that ends the processes it is told."""

    def __init__(self, *pids: int, line: str | None = None):
        self.pids, self.line = list(pids), line

    def processes(self):
        return [pid for pid in self.pids if os.path.exists(f"/proc/{pid}")]

    def exceeded(self):
        return self.line

    def kill(self):
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)


def test_its_exit_status_is_told_once_it_has_ended():
    pid = forked(lambda: time.sleep(0.2))
    child = ForkedProcess(pid, None, {pid})
    assert child.poll() is None
    until = time.monotonic() + 20
    while (status := child.poll()) is None and time.monotonic() < until:
        time.sleep(0.02)
    assert status == 7 and child.end(status) == 7


def test_it_is_ended_with_its_whole_group():
    read, write = os.pipe()

    def run():
        if os.fork() == 0:
            os.write(write, str(os.getpid()).encode())
        time.sleep(60)

    pid = forked(run)
    grandchild = int(os.read(read, 20))
    assert ForkedProcess(pid, None, {pid}).end() == -signal.SIGKILL
    until = time.monotonic() + 20
    while time.monotonic() < until and _runs(grandchild):
        time.sleep(0.02)
    assert not _runs(grandchild)
    os.close(read)
    os.close(write)


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_with_a_watchdog_that_decides_and_ends():
    pid = forked(lambda: time.sleep(60))
    child = ForkedProcess(pid, Watching(pid, line="more than 5 files"), {pid})
    assert child.over_limit() and child.cause == "more than 5 files"
    assert child.end() == -signal.SIGKILL


def test_without_a_watchdog_it_has_no_limit():
    pid = forked(lambda: None)
    child = ForkedProcess(pid, None, {pid})
    assert not child.over_limit() and child.cause is None
    assert child.end() in (7, -signal.SIGKILL)

"""What the watchdog makes of the memory of several processes, and that it signals nobody outside a box."""

import os
import signal

import pytest

from gradschool.staff.sandbox import namespace, watchdog
from gradschool.staff.sandbox.limits import Limits

LIMITS = Limits(memory_mb=600)
PIDS = [101, 102, 103]


class Memory:
    """Megabytes of each process, in all and with its share of shared pages alone; the clock; signals sent."""

    def __init__(self):
        self.resident, self.proportional, self.asked, self.now, self.sent = 0, 0, 0, 0.0, []

    def exact(self, pid: int) -> int:
        assert self.sent[-1] == (-1, signal.SIGSTOP)
        self.asked += 1
        self.now += 0.1  # it is slow
        return self.proportional << 20


@pytest.fixture
def memory(monkeypatch):
    made = Memory()
    monkeypatch.setattr(namespace, "inside", lambda: True)
    monkeypatch.setattr(watchdog, "_others", lambda: PIDS)
    monkeypatch.setattr(watchdog, "_resident", lambda pid: made.resident << 20)
    monkeypatch.setattr(watchdog, "_proportional", made.exact)
    monkeypatch.setattr(watchdog, "_threads", lambda pid: 1)
    monkeypatch.setattr(watchdog, "_cpu", lambda pid: 0.0)
    monkeypatch.setattr(watchdog.os, "kill", lambda *call: made.sent.append(call))
    monkeypatch.setattr(watchdog.time, "monotonic", lambda: made.now)
    return made


def watching() -> watchdog.Watchdog:
    return watchdog.Watchdog(LIMITS, scratch=None)


def test_shared_pages_count_once(memory):
    memory.resident, memory.proportional = 500, 100
    assert watching().exceeded() is None
    assert memory.sent == [(-1, signal.SIGSTOP), (-1, signal.SIGCONT)]


def test_the_slow_look_takes_a_third_of_the_time(memory):
    memory.resident, memory.proportional = 500, 100
    watched = watching()
    for _ in range(100):
        assert watched.exceeded() is None
        memory.now += 0.01
    # 0.3 s for three processes, then 0.6 s without
    assert memory.asked == 2 * len(PIDS)


def test_a_fast_growing_tree_is_not_given_the_time_until_the_next_look(memory):
    memory.resident, memory.proportional = 500, 100
    watched = watching()
    assert watched.exceeded() is None
    memory.resident, memory.proportional = 650, 250
    assert watched.exceeded() == "more than 600 MB of memory"


def test_the_look_ends_where_the_limit_is_exceeded(memory):
    memory.resident, memory.proportional = 700, 700
    assert watching().exceeded() is not None
    assert memory.asked == 1
    assert memory.sent == [(-1, signal.SIGSTOP)]


@pytest.mark.parametrize("outside", [None, "its own"])
def test_without_a_process_namespace_of_its_own_nobody_is_signalled(monkeypatch, outside):
    sent = []
    monkeypatch.setattr(watchdog.os, "kill", lambda *call: sent.append(call))
    monkeypatch.delenv(namespace.VARIABLE, raising=False)
    if outside is not None:
        monkeypatch.setenv(namespace.VARIABLE, namespace.own())
    with pytest.raises(RuntimeError, match="refused outside a box"):
        watching().kill()
    assert sent == []


def test_more_processes_or_processor_time_than_allowed_are_named(memory, monkeypatch):
    monkeypatch.setattr(watchdog, "_cpu", lambda pid: 25.0)
    assert watching().exceeded() == "more than 60 seconds of processor time"
    monkeypatch.setattr(watchdog, "_threads", lambda pid: 22)
    assert watching().exceeded() == "more than 64 processes and threads"
    monkeypatch.setattr(watchdog, "_threads", lambda pid: 1)
    monkeypatch.setattr(watchdog, "_others", lambda: list(range(66)))
    assert watching().exceeded() == "more than 64 processes and threads"


def test_this_process_is_not_among_those_that_are_watched():
    others = watchdog._others()
    assert os.getpid() not in others and 1 not in others
    assert watchdog._threads(os.getpid()) >= 1 and watchdog._proportional(os.getpid()) > 1 << 20
    assert watchdog._read(2**22 + 1, "stat") == ""

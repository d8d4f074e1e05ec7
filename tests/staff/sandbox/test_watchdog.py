"""What the watchdog makes of the memory of several processes."""

import signal

import pytest

from gradschool.staff.sandbox import watchdog

LIMITS = {"memory_mb": 600, "processes": 64, "threads": 1, "cpu_seconds": 60, "files": 5000}
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
    monkeypatch.setattr(watchdog, "_resident", lambda pid: made.resident << 20)
    monkeypatch.setattr(watchdog, "_proportional", made.exact)
    monkeypatch.setattr(watchdog, "_threads", lambda pid: 1)
    monkeypatch.setattr(watchdog, "_cpu", lambda pid: 0.0)
    monkeypatch.setattr(watchdog.os, "kill", lambda *call: made.sent.append(call))
    monkeypatch.setattr(watchdog.time, "monotonic", lambda: made.now)
    return made


def guard() -> watchdog.Guard:
    return watchdog.Guard(LIMITS, scratch=None)


def test_shared_pages_count_once(memory):
    memory.resident, memory.proportional = 500, 100
    assert guard().cause(PIDS) is None
    assert memory.sent == [(-1, signal.SIGSTOP), (-1, signal.SIGCONT)]


def test_the_slow_look_takes_a_third_of_the_time(memory):
    memory.resident, memory.proportional = 500, 100
    watched = guard()
    for _ in range(100):
        assert watched.cause(PIDS) is None
        memory.now += 0.01
    # 0.3 s for three processes, then 0.6 s without
    assert memory.asked == 2 * len(PIDS)


def test_a_fast_growing_tree_is_not_given_the_time_until_the_next_look(memory):
    memory.resident, memory.proportional = 500, 100
    watched = guard()
    assert watched.cause(PIDS) is None
    memory.resident, memory.proportional = 650, 250
    assert watched.cause(PIDS) == "more than 600 MB of memory"


def test_the_look_ends_where_the_limit_is_exceeded(memory):
    memory.resident, memory.proportional = 700, 700
    assert guard().cause(PIDS) is not None
    assert memory.asked == 1
    assert memory.sent == [(-1, signal.SIGSTOP)]

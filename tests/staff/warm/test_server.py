"""What the warm process does with requests: forks, loads modules between forks, ends with its owner."""

import random
import socket
import sys
import types

import numpy as np
import pytest
import torch

from gradschool.staff.warm.fd_lines import JsonLines
from gradschool.staff.warm.server import SLOW_TICK, TICK, Server, reseed


class Child:
    """A forked process as far as the server looks at it."""

    def __init__(self, watchdog=None, pidfd=3, over=False):
        self.watchdog, self.pidfd, self.over, self.ended = watchdog, pidfd, over, False
        self.cause = "more than 5 files" if over else None

    def poll(self):
        return None

    def over_limit(self):
        return self.over

    def end(self, status=None):
        self.ended = True
        return -9


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield JsonLines(ours), Server(JsonLines(theirs), types.ModuleType("role"), None)


def test_it_says_when_it_is_ready_and_ends_its_children_with_its_owner(ends):
    owner, server = ends
    server.children[7] = child = Child(pidfd=None)
    owner.sock.shutdown(socket.SHUT_WR)
    assert server.serve() is None and child.ended and server.children == {}
    assert owner.receive(5)[0] == {"ready": True}


def test_a_child_over_its_limit_is_ended_with_the_cause(ends):
    owner, server = ends
    server.children[7] = child = Child(pidfd=None, over=True)
    owner.send({"end": 8})
    owner.sock.shutdown(socket.SHUT_WR)
    server.serve()
    assert child.ended and owner.receive(5)[0] == {"ready": True}
    assert owner.receive(5)[0] == {"ended": 7, "status": -9, "cause": "more than 5 files"}


def test_modules_are_loaded_only_while_no_child_runs(ends):
    _, server = ends
    sys.modules.pop("colorsys", None)
    server.children[7] = Child()
    server._do({"load": ["colorsys", "sys"]}, [])
    assert server.wanted == ["colorsys"]
    server._load()
    assert "colorsys" in sys.modules and server.wanted == []


def test_it_looks_often_at_children_with_limits_and_seldom_at_others(ends):
    _, server = ends
    assert server._wait() is None
    server.children[7] = Child()
    assert server._wait() == SLOW_TICK
    server.children[8] = Child(watchdog=object())
    assert server._wait() == TICK


def test_random_numbers_are_the_same_after_each_fork():
    def drawn():
        reseed()
        return random.random(), np.random.rand(), torch.rand(1).item()  # noqa: NPY002 (what students call)

    assert drawn() == drawn()

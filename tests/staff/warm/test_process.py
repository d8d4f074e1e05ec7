"""The owner's handle of a warm process, with a role that needs no library."""

import os
import signal
import sys
import textwrap
import time

import pytest

from gradschool.staff.warm.process import WarmProcess, WarmProcessDied

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")

ROLE = """
import os, random, time

def prepare():
    random.seed()

def tell(settings, fd):
    os.write(fd, f"{settings['word']} {random.random()}".encode())

def wait(settings, fd):
    time.sleep(60)

def fail(settings, fd):
    raise ValueError("no")
"""


@pytest.fixture
def warm(tmp_path):
    (tmp_path / "role.py").write_text(textwrap.dedent(ROLE))
    made = WarmProcess("role", None, os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])})
    yield made
    made.close()


def told(warm, word: str) -> list[str]:
    read, write = os.pipe()
    pid = warm.fork("tell", {"word": word}, [write])
    os.close(write)
    text = os.read(read, 100).decode()
    os.close(read)
    while warm.poll(pid) is None:
        time.sleep(0.02)
    assert warm.end(pid) == {"ended": pid, "status": 0, "cause": None}
    return text.split()


def test_every_fork_runs_its_entry_and_draws_the_same_random_numbers(warm):
    (first, one), (second, other) = told(warm, "first"), told(warm, "second")
    assert (first, second) == ("first", "second") and one == other


def test_a_fork_is_ended_when_it_is_asked_for_and_one_that_fails_has_a_status(warm):
    pid = warm.fork("wait", {}, [1])
    assert warm.poll(pid) is None
    assert warm.end(pid)["status"] == -signal.SIGKILL
    pid = warm.fork("fail", {}, [1])
    while (status := warm.poll(pid)) is None:
        time.sleep(0.02)
    assert status == 1


def test_a_warm_process_that_is_killed_is_told_as_dead(warm):
    warm.wait_until_ready()
    warm.process.kill()
    with pytest.raises(WarmProcessDied, match="ended with status -9"):
        warm.fork("wait", {}, [1])
    assert not warm.alive


def test_a_role_that_cannot_be_imported_is_told_with_the_reason():
    broken = WarmProcess("gradschool.no_such_role")
    with pytest.raises(WarmProcessDied, match="No module named 'gradschool.no_such_role'"):
        broken.wait_until_ready()
    broken.close()

"""The walls that a process puts up around itself: what is missing is named, and what they keep out stays out."""

import subprocess
import sys

import pytest

from gradschool.staff.sandbox import inner_walls, seccomp

CONFINED = """
import os, resource, socket, sys
from gradschool.staff.sandbox import inner_walls
from gradschool.staff.sandbox.limits import Limits

own, other = sys.argv[1:]
limits = Limits(memory_mb=100, scratch_mb=1)
inner_walls.confine(["/usr", "/lib", "/lib64", sys.prefix, sys.base_prefix], [own], ["/dev/null"], limits)

def tried(what):
    try:
        what()
        print("done")
    except (OSError, MemoryError) as error:
        print(type(error).__name__)

tried(lambda: open(own + "/inside", "w").write("x"))
tried(lambda: open(other + "/outside", "w").write("x"))
tried(lambda: open(other + "/secret").read())
tried(lambda: socket.socket(socket.AF_INET))
tried(lambda: os.kill(os.getppid(), 0))
tried(lambda: bytearray(500 << 20))
print(resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_FSIZE)[0] >> 20)
"""


def test_what_the_kernel_lacks_is_named(monkeypatch):
    monkeypatch.setattr(inner_walls, "landlock_abi", lambda: 0)
    monkeypatch.setattr(seccomp, "known", lambda: False)
    landlock, calls = inner_walls.missing()
    assert "no Landlock; use Linux 5.13 or newer" in landlock and "no list of system calls" in calls


@pytest.mark.skipif(sys.platform != "linux" or bool(inner_walls.missing()), reason="needs Landlock and seccomp")
def test_a_confined_process_reaches_its_own_folder_and_nothing_else(tmp_path):
    (own := tmp_path / "own").mkdir()
    (other := tmp_path / "other").mkdir()
    (other / "secret").write_text("secret")
    program = [sys.executable, "-c", CONFINED, str(own), str(other)]
    done = subprocess.run(program, capture_output=True, text=True, timeout=60)
    kept_out = ["PermissionError", "PermissionError", "OSError", "PermissionError", "MemoryError"]
    assert done.stdout.split() == ["done", *kept_out, "61", "1"], done.stderr

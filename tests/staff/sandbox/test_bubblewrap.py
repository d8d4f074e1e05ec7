# ruff: noqa: E501 (what a submission does stands on one line)
"""Each wall of the sandbox, tested by trying to pass it."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch
import toy
from judge_support import BOTH_SIDES, QUICK, run

from gradschool.staff.sandbox import bubblewrap

pytestmark = BOTH_SIDES

# Time enough to fill memory also on a machine that is busy with something else
PATIENT = replace(QUICK, cell_seconds=15, submission_seconds=40)
# What IPython's shell and the kernel of a process set by themselves
SHELLS = {"PWD", "TERM", "CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PAGER", "GIT_PAGER"}


def test_without_walls_the_same_attempts_pass():
    text = run("import socket\nsocket.socket()\nprint('thro' + 'ugh')", walls=False)
    text += run(
        f"import os\nos.listdir({str(toy.ROOT / 'source')!r})\nos.kill(os.getppid(), 0)\nprint('thro' + 'ugh')",
        walls=False,
    )
    assert text.count("through") == 2


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET", "AF_VSOCK", "AF_ALG"])
def test_there_is_no_network_of_any_family(family):
    text = run(f"import socket\nsocket.socket(socket.{family}, socket.SOCK_RAW if 'PACKET' in '{family}' else 2)")
    assert "OSError: [Errno 97]" in text


def test_abstract_sockets_of_the_machine_are_out_of_reach():
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("\0gradschool-test")
        listening.listen()
        text = run("import socket\nsocket.socket(socket.AF_UNIX).connect('\\0gradschool-test')\nprint('thro' + 'ugh')")
    assert "through" not in text and "Error" in text


@pytest.mark.parametrize(
    "path",
    [toy.ROOT / "source", toy.ROOT / "solutions", toy.ROOT / "gradebook.db", toy.ROOT / "tests", toy.ROOT / ".git", toy.ROOT / "nbgrader_config.py",
     "/etc/passwd", "/etc/shadow", "/root", "/home", "/var", "/proc/1/environ", "/proc/1/root", "/proc/kcore", "/sys/class"],
)  # fmt: skip
def test_nothing_of_the_course_or_the_system_can_be_read(path):
    text = run(
        f"import os\npath = {str(path)!r}\nos.listdir(path) if os.path.isdir(path) else open(path, 'rb').read(9)"
    )
    assert "PermissionError" in text or "FileNotFoundError" in text


def test_the_environment_holds_only_what_the_box_needs():
    text = run("import os\nprint(' '.join(os.environ), 'end')")
    names = set(text.rpartition("end")[0].split())
    assert "PATH" in names and not names & (set(os.environ) - set(bubblewrap.environment()) - SHELLS)


def test_memory_of_the_parent_is_out_of_reach():
    text = run(
        "import os, ctypes\npid = os.getppid()\n"
        "for way in (lambda: open(f'/proc/{pid}/mem', 'rb'), lambda: open(f'/proc/{pid}/environ', 'rb').read()):\n"
        "    try:\n        way(); print('thro' + 'ugh')\n    except OSError as error:\n        print('kept out', error.errno)\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "print('ptrace', libc.ptrace(16, pid, 0, 0), ctypes.get_errno())\n"
        "print('readv', libc.process_vm_readv(pid, None, 0, None, 0, 0), ctypes.get_errno())"
    )
    assert "through" not in text and text.count("kept out") == 2
    assert "ptrace -1 1" in text and "readv -1 1" in text


@pytest.mark.parametrize(
    "folder", ["/", "/dev", "/etc", "/run", "/usr", "/bin", str(bubblewrap.package()), "/proc", "/var"]
)
def test_nothing_outside_the_scratch_folder_can_be_written(folder):
    assert "Error" in run(f"open({folder + '/x'!r}, 'w').write('x')\nprint('thro' + 'ugh')")


def test_scratch_holds_at_most_its_size_wherever_it_is_written():
    text = run(
        "import os\ntotal = 0\n"
        "for folder in ('/tmp', '/dev/shm', os.path.expanduser('~'), '.'):\n"
        "    try:\n        with open(folder + '/big', 'wb') as file:\n"
        "            while True:\n                total += file.write(b'x' * (1 << 20))\n"
        "    except OSError as error:\n        print(error.errno)\n"
        "print('total', total >> 20)"
    )
    assert int(text.rpartition("total")[2].split()[0]) <= QUICK.scratch_mb


def test_nothing_is_left_in_scratch_for_the_next_submission():
    run("open('/tmp/left', 'w').write('x')\nopen('/dev/shm/left', 'w').write('x')\nopen('left', 'w').write('x')")
    text = run("import os\nprint(os.listdir('/tmp'), os.listdir('/dev/shm'), os.listdir('.'))")
    assert "left" not in text


def test_a_course_below_tmp_is_in_the_box_and_nothing_else_of_tmp(monkeypatch):
    tmp_path = Path(tempfile.mkdtemp(dir="/tmp"))
    copy = tmp_path / "gradschool"
    copy.mkdir()
    (copy / "here").touch()
    (tmp_path / "outside").touch()
    folders = bubblewrap.readable_folders()
    monkeypatch.setattr(bubblewrap, "readable_folders", lambda: [*folders, str(copy)])
    made = subprocess.run(
        bubblewrap.command(["/bin/sh", "-c", f"ls {copy}; ls {tmp_path}"], QUICK.scratch_mb),
        capture_output=True,
        text=True,
    )
    shutil.rmtree(tmp_path)
    assert "here" in made.stdout and "outside" not in made.stdout, made


def test_memory_of_one_process_is_bounded():
    text = run("blocks = []\nwhile True:\n    blocks.append(bytearray(1 << 24))", limits=PATIENT)
    assert "MemoryError" in text or "MB of memory" in text


def test_memory_of_all_processes_is_summed():
    started = time.monotonic()
    text = run(
        "import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n"
        "        block = bytearray(os.urandom(1 << 20)) * 200\n        time.sleep(30)\n        os._exit(0)\ntime.sleep(14)",
        limits=PATIENT,
    )
    assert f"more than {QUICK.memory_mb} MB of memory" in text
    assert time.monotonic() - started < 14


def test_processes_that_share_memory_are_counted_and_go_on():
    text = run(
        "import os, time\nblock = bytearray(os.urandom(1 << 20)) * 100\nfor _ in range(12):\n    if os.fork() == 0:\n"
        "        time.sleep(1)\n        os._exit(0)\n"
        "def resident(pid):\n    return int(open(f'/proc/{pid}/statm').read().split()[1]) * os.sysconf('SC_PAGE_SIZE') >> 20\n"
        "print('resident', 13 * resident(os.getpid()))\n"
        "codes = [os.wait()[1] for _ in range(12)]\nprint('codes', sum(codes), len(codes))",
        limits=PATIENT,
    )
    assert "codes 0 12" in text
    assert int(text.split("resident")[1].split()[0]) > QUICK.memory_mb, "so few that nobody looks"


def test_shared_memory_counts():
    text = run(
        "import mmap, time\nblocks = []\nfor _ in range(40):\n    block = mmap.mmap(-1, 1 << 25)\n"
        "    block.write(b'x' * (1 << 25))\n    blocks.append(block)\ntime.sleep(3)\nprint('thro' + 'ugh')"
    )
    assert "through" not in text


def test_processes_are_counted():
    text = run(
        "import os, time\nwhile True:\n    if os.fork() == 0:\n        time.sleep(30)\n        os._exit(0)",
        limits=PATIENT,
    )
    assert f"more than {QUICK.processes} processes" in text or "BlockingIOError" in text


def test_processor_time_is_bounded():
    text = run("import os\nfor _ in range(8):\n    if os.fork() == 0:\n        while True: pass\nos.waitpid(-1, 0)")
    assert "Your code was stopped" in text


@pytest.mark.parametrize("target", ["os.getppid()", "1", "-1", "-os.getppid()"])
def test_no_process_outside_can_be_signalled(target):
    text = run(f"import os, signal\nos.kill({target}, signal.SIGTERM)\nprint('thro' + 'ugh')")
    assert "through" not in text and ("PermissionError" in text or "ProcessLookupError" in text)


def test_nothing_is_left_running():
    before = _descendants()
    run("import subprocess\nsubprocess.Popen(['/bin/sleep', '1000'], start_new_session=True)")
    run(
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(1000)\n    os._exit(0)"
    )
    assert _descendants() == before


@pytest.mark.parametrize(
    "call",
    ["unshare(0x10000000)", "mount(b'x', b'/tmp', b'tmpfs', 0, None)", "chroot(b'/tmp')", "setns(0, 0)",
     "perf_event_open(0)", "personality(0)"],
)  # fmt: skip
def test_calls_that_could_change_the_box_are_refused(call):
    text = run(
        f"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint('gave', libc.{call}, ctypes.get_errno())"
    )
    assert "gave -1 1" in text or "AttributeError" in text


def test_set_user_id_programs_gain_nothing():
    text = run("import subprocess\nprint(subprocess.run(['su', '-c', 'id'], capture_output=True))")
    assert "uid=0" not in text


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
def test_an_ordinary_user_can_make_a_box():
    from gradschool.staff.sandbox.bubblewrap import _namespaces

    command = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "bwrap", *_namespaces()]
    done = subprocess.run([*command, "--ro-bind", "/", "/", "--proc", "/proc", "true"], capture_output=True)
    assert done.returncode == 0, done.stderr


def _descendants() -> set[int]:
    """Processes below this one, warm processes included."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, new = set(), {os.getpid()}
    while new:
        new = {pid for pid, parent in parents.items() if parent in new}
        found |= new
    return found


def test_as_many_threads_as_are_allowed_can_be_started():
    code = "import threading, time\nfor n in range(60):\n    threading.Thread(target=time.sleep, args=(1,)).start()\nprint('started', n + 1)"
    assert "started 60" in run(code)


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_gpu_is_usable_on_the_student_side():
    roomy = replace(PATIENT, memory_mb=4096, processes=256)
    code = "x = torch.ones(3, device='cuda', requires_grad=True)\n(x**2).sum().backward()\nx.grad.device.type, x.grad.sum().item()"
    assert "('cuda', 6.0)" in run(code, limits=roomy)

"""`make lab` starts JupyterLab, also for root, whom Jupyter by itself refuses."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import toy

ROOT_IS_TOLD = "make: you are root: JupyterLab gets --allow-root, and answers on this machine only (127.0.0.1)"
LOOPBACK = "0100007F"  # 127.0.0.1 as /proc/net writes it
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, whom Jupyter refuses without --allow-root")


def free_port() -> int:
    with socket.socket() as there:
        there.bind(("127.0.0.1", 0))
        return there.getsockname()[1]


def listens_on(port: int) -> set[str]:
    """Addresses on which something listens on `port`, as /proc/net writes them."""
    lines = [line.split() for table in ("tcp", "tcp6") for line in Path(f"/proc/net/{table}").read_text().splitlines()]
    return {line[1].split(":")[0] for line in lines if line[1].endswith(f":{port:04X}") and line[3] == "0A"}


@pytest.fixture
def course(tmp_path):
    """As much of the course as `make lab` needs, with the programs that these tests run with."""
    for name in ("Makefile", "nbgrader_config.py"):
        shutil.copy(toy.ROOT / name, tmp_path)
    for folder in ("release", "notebooks"):
        shutil.copytree(toy.ROOT / folder, tmp_path / folder)
    return tmp_path


def make_lab(course: Path, flags: str) -> subprocess.Popen:
    """`make lab` in a process group of its own, by which it is ended; what it writes goes to lab.log."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    settings = {"PATH": programs, "JUPYTER_CONFIG_DIR": str(course / "home"), "MAKEFLAGS": ""}
    with (course / "lab.log").open("w") as log:
        return subprocess.Popen(
            ["make", "--assume-old=.venv/.setup-done", "lab", f"LAB_FLAGS=--no-browser {flags}"],
            cwd=course,
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


@pytest.mark.slow
@as_root
def test_root_gets_a_lab_on_loopback_only_and_is_told(course):
    (course / "home").mkdir()
    (course / "home" / "jupyter_server_config.py").write_text("c.ServerApp.ip = '0.0.0.0'\n")  # must not win
    port, token = free_port(), secrets.token_hex(8)
    make = make_lab(course, f"--port={port} --ServerApp.port_retries=0 --IdentityProvider.token={token}")
    try:
        assert answer(f"http://127.0.0.1:{port}/api/status?token={token}", make) == 200, written(course)
        assert listens_on(port) == {LOOPBACK}
    finally:
        end(make)
    assert written(course).splitlines().count(ROOT_IS_TOLD) == 1


@pytest.mark.slow
@as_root
def test_a_lab_that_others_reach_is_refused_to_root_who_does_not_allow_it(course):
    make = make_lab(course, f"--ip=0.0.0.0 --port={free_port()}")
    try:
        assert make.wait(120) != 0
    finally:
        end(make)
    assert "Running as root is not recommended. Use --allow-root to bypass." in written(course)
    assert ROOT_IS_TOLD not in written(course)


def written(course: Path) -> str:
    return (course / "lab.log").read_text(errors="replace")


def answer(url: str, make: subprocess.Popen) -> int | None:
    """The status of the first answer, or None when there is none within two minutes or make ends before."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and make.poll() is None:
        try:
            with urlopen(url, timeout=5) as response:
                return response.status
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    return None


def end(make: subprocess.Popen) -> None:
    """End the process group of `make`; kill what is left after a while."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(make.pid, kind)
            make.wait(20)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    make.wait()

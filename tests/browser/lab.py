"""A throw-away copy of the course, and the JupyterLab that `make lab` starts in it."""

import http.client
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = ("Makefile", "nbgrader_config.py", "pyproject.toml", "requirements.txt", "work/nbgrader_config.py")
FOLDERS = ("notebooks", "source", "release")
SETTINGS = ("IPYTHON", "JUPYTER", "MAKE", "MFLAGS", "XDG_")  # what the names of variables that are left out begin with
NOT_COPIED = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
SECONDS_TO_START, SECONDS_TO_STOP = 90, 30


def copy_course(folder: Path, but: Iterable[str] = ()) -> Path:
    """Copy what `make lab` and nbgrader need to `folder`, which gets its own work/, exchange and gradebook.

    Times of files are kept and .venv is linked, so that make has nothing to set up again. but: folders left out.
    """
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=NOT_COPIED)
    for name in FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    for name in but:
        shutil.rmtree(folder / name)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    return folder


def environment(home: Path) -> dict[str, str]:
    """The environment of a user whose home is `home`: no setting of whoever runs the tests reaches the server."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(SETTINGS)}
    return kept | {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / ".jupyter")}


def free_port() -> int:
    """A port below those that the system gives out by itself, which a kernel could take before the server does."""
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError("no free port between 20000 and 32000")


class Lab:
    """JupyterLab in a copy of the course, as a context manager that ends it and its kernels.

    Raises RuntimeError with what the server wrote if it does not answer in time.
    """

    def __init__(self, course: Path, home: Path, port: int | None = None):
        self.course, self.home = course, home
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.token = secrets.token_hex(8)  # its own, so that no other server on this port answers for it
        self.log = home / f"lab-{self.port}.log"
        self._make = None

    def __enter__(self) -> "Lab":
        with self.log.open("w") as log:
            self._make = subprocess.Popen(
                ["make", "lab", f"LAB_FLAGS={self.flags()}"],
                cwd=self.course,
                env=environment(self.home),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a process group of its own, by which it is ended
            )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def flags(self) -> str:
        """What `make lab` passes on: no window of its own, loopback only, and this port or none."""
        root = " --allow-root" if os.geteuid() == 0 else ""
        return (
            f"--no-browser --ip=127.0.0.1 --port={self.port} --ServerApp.port_retries=0"
            f" --IdentityProvider.token={self.token}{root}"
        )

    def stop(self) -> None:
        """End the server, which ends its kernels; kill what is left after half a minute."""
        for kind in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._make.pid, kind)
            except ProcessLookupError:
                break
            if self._gone():
                break
        self._make.wait()

    def written(self) -> str:
        return self.log.read_text(errors="replace")

    def _gone(self) -> bool:
        """Whether the whole process group ends in time; make itself ends before the server does."""
        deadline = time.monotonic() + SECONDS_TO_STOP
        while time.monotonic() < deadline:
            self._make.poll()
            try:
                os.killpg(self._make.pid, 0)
            except ProcessLookupError:
                return True
            time.sleep(0.1)
        return False

    def _wait(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        request = urllib.request.Request(f"{self.url}/api/status", headers={"Authorization": f"token {self.token}"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while time.monotonic() < deadline and self._make.poll() is None:
            try:
                opener.open(request, timeout=5).close()
                return
            except (OSError, http.client.HTTPException):
                time.sleep(0.2)
        raise RuntimeError(f"make lab does not answer on port {self.port}; it wrote:\n{self.written()}")

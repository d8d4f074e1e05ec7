"""The kernel provisioner `gradschool-warm`: it starts kernels of this Python as forks of one warm process."""

import asyncio
import atexit
import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from gradschool.staff.warm.preload import TORCH_COMPILER
from gradschool.staff.warm.process import WarmProcess, WarmProcessDied

CHILD = "gradschool.staff.warm.kernel.child"
FIGURES = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
# How the names of those environment variables begin that the interpreter or a library reads only when it is loaded
READ_ONCE = (
    "DYLD_", "GOMP_", "HOME", "JUPYTER_", "KMP_", "LANG", "LC_", "LD_", "MATPLOTLIB", "MKL_", "MPL", "OMP_",
    "OPENBLAS_", "PYTHON", "PYTORCH", "TORCH", "XDG_",
)  # fmt: skip
# Seconds until a fork must be there: the warm process may still be loading modules.
PATIENCE = 120


class CannotFork(Exception):
    """This kernel cannot be a fork, so it gets a process of its own; the text says why."""


class WarmProvisioner(LocalProvisioner):
    """Launches kernels of this Python as forks. All others it launches as the local provisioner does, and logs why."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel that runs as `cmd` would; arguments as for `subprocess.Popen`. Return how to connect to it."""
        try:
            launch = Launch.of(cmd, **self._scrub_kwargs(kwargs))
            # In a thread, because the first launch waits for the warm process to load.
            kernel = await asyncio.to_thread(_fork, launch)
        except CannotFork as reason:
            self.log.warning("gradschool-warm: %s; starting the kernel in a process of its own", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = kernel  # type: ignore[assignment]  # it has those methods of Popen that are called
        # The child makes itself the leader of the process group of this number.
        self.pid = self.pgid = kernel.pid
        self.cwd = kwargs.get("cwd") or pathlib.Path.cwd()
        return self.connection_info


@dataclass(frozen=True)
class Launch:
    """One launch request: interpreter options, kernel arguments, environment, folder, streams as Popen takes them."""

    command: list[str]
    options: list[str]
    arguments: list[str]
    environment: dict[str, str]
    folder: str
    stdout: object
    stderr: object

    @classmethod
    def of(cls, cmd: list[str], env=None, cwd=None, stdin=None, stdout=None, stderr=None, **others) -> "Launch":
        """Read a request as `subprocess.Popen` gets it. Raises CannotFork when a fork could not be what it asks for."""
        if not hasattr(os, "fork"):
            raise CannotFork("this system cannot fork a process")
        place = cmd.index("-m") if "-m" in cmd else 0
        if cmd[place + 1 : place + 2] != ["ipykernel_launcher"] or not _is_this_python(cmd[0]):
            raise CannotFork(f"{cmd[0]} is not this Python starting ipykernel")
        if others or stdin is not None or subprocess.PIPE in (stdout, stderr):
            asked = [*others] or ["stdin, or a pipe"]
            raise CannotFork(f"a fork does not offer {', '.join(asked)}")
        folder = os.path.abspath(cwd or os.getcwd())
        if not os.path.isdir(folder):
            raise CannotFork(f"there is no folder {folder}")
        environment = dict(os.environ if env is None else env)
        return cls(cmd, cmd[1:place], cmd[place + 2 :], environment, folder, stdout, stderr)

    def read_once(self) -> tuple:
        """Return what a process is given when it starts and cannot be given later."""
        variables = {name: value for name, value in self.environment.items() if name.startswith(READ_ONCE)}
        return self.options, variables


class ForkedKernel:
    """A forked kernel, with the methods of `subprocess.Popen` that a provisioner calls."""

    stdin = stdout = stderr = None

    def __init__(self, warm: WarmProcess, pid: int):
        self._warm, self.pid = warm, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return its exit status, or None while it runs, or while another kernel is launched and it can't be known."""
        if self.returncode is None and _lock.acquire(blocking=False):
            try:
                self.returncode = self._warm.poll(self.pid)
                if self.returncode is not None:
                    with contextlib.suppress(WarmProcessDied):  # the next launch starts another
                        self._warm.load(TORCH_COMPILER)
            except WarmProcessDied:
                # All that it forked ended with it.
                self.returncode = -signal.SIGKILL
            finally:
                _lock.release()
        return self.returncode

    def wait(self) -> int:
        """Wait until it ends; return its exit status."""
        while (status := self.poll()) is None:
            time.sleep(0.02)
        return status

    def send_signal(self, signum: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


# One exchange with the warm process at a time.
_lock = threading.Lock()
_warm: WarmProcess | None = None
_started_for: tuple = ()


def _fork(launch: Launch) -> ForkedKernel:
    """Fork a kernel, from a new warm process when there is none. Raises CannotFork."""
    settings: dict[str, Any] = {"command": launch.command, "arguments": launch.arguments}
    settings |= {"environment": launch.environment, "folder": launch.folder}
    with _lock, contextlib.ExitStack() as opened:
        streams = _streams(launch, opened)
        for last in (False, True):
            warm = _warm_process(launch)
            try:
                return ForkedKernel(warm, warm.fork("run", settings, streams, timeout=PATIENCE))
            except WarmProcessDied as died:
                if last:
                    raise CannotFork(f"the warm process died ({died})") from None
    raise AssertionError("unreachable")


def _warm_process(launch: Launch) -> WarmProcess:
    """Return this process's warm process. Raises CannotFork when it was started for another environment."""
    global _warm, _started_for
    started_for = (os.getpid(), *launch.read_once())
    if _warm is None or not _warm.alive or _started_for[0] != os.getpid():
        if _warm is not None and _started_for[0] == os.getpid():
            _warm.close()
        environment = FIGURES | launch.environment
        # In this folder nothing is imported by mistake: the owner's may hold a file with the name of a module.
        _warm = WarmProcess(CHILD, lambda cmd: [cmd[0], *launch.options, *cmd[1:]], environment, folder=sys.prefix)
        _started_for = started_for
    if started_for != _started_for:
        old, new = _started_for[2], started_for[2]
        names = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
        raise CannotFork(f"{', '.join(names) or 'the interpreter options'} changed since the warm process started")
    return _warm


@atexit.register
def forget() -> None:
    """End the warm process, if this process has one, and with it its kernels; the next launch starts another."""
    global _warm
    if _warm is not None and _started_for[0] == os.getpid():
        _warm.close()
    _warm = None


def _streams(launch: Launch, opened: contextlib.ExitStack) -> list[int]:
    """Return the descriptors of the kernel's stdout and stderr."""
    stdout = _descriptor(launch.stdout, 1, opened)
    return [stdout, stdout if launch.stderr == subprocess.STDOUT else _descriptor(launch.stderr, 2, opened)]


def _descriptor(stream, own: int, opened: contextlib.ExitStack) -> int:
    if stream == subprocess.DEVNULL:
        return opened.enter_context(open(os.devnull, "w")).fileno()
    fd = own if stream is None else stream if isinstance(stream, int) else stream.fileno()
    try:
        os.fstat(fd)
    except OSError:
        raise CannotFork(f"its descriptor {fd} is closed") from None
    return fd


def _is_this_python(program: str) -> bool:
    """Whether a program is this environment's interpreter: another environment's may be a link to the same file."""
    same_folder = os.path.dirname(os.path.abspath(program)) == os.path.dirname(os.path.abspath(sys.executable))
    return same_folder and os.path.exists(program) and os.path.samefile(program, sys.executable)

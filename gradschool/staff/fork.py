"""A warm process: it imports what notebooks need once, and forks a ready process in milliseconds.

`WarmProcess` is the handle that its owner holds. The warm process runs this module as a program, imports a *role* (a
module with `prepare()`, `rehearse()` and entry functions), forks on request and watches what it forked. It starts no
thread, runs no backward pass and never touches CUDA: a child that inherits any of these hangs or crashes.
"""

import ctypes
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress

from gradschool.staff.lines import Lines

TICK = 0.02
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
# What a fresh torch starts with: a child draws the same numbers as a fresh kernel.
SEED = 67280421310721


class WarmProcessDied(Exception):
    """The warm process is gone; its text says how. Make a new one."""


class WarmProcess:
    """The owner's handle of one warm process.

    Parameters
    ----------
    role : str
        Module that the warm process imports and whose functions it forks into.
    wrap : callable, optional
        Makes the command to run from the program's own command; a sandbox goes here.
    environment : dict, optional
        The environment of the warm process; by default this process's.
    """

    def __init__(self, role: str, wrap: Callable[[list[str]], list[str]] | None = None, environment=None):
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "gradschool.staff.fork", str(theirs.fileno()), role]
        if environment is None:
            environment = dict(os.environ)
        self.process = subprocess.Popen(
            wrap(command) if wrap else command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment | {"OMP_NUM_THREADS": "1"},
        )
        theirs.close()
        self.control = Lines(ours)
        self._ready = False
        self._ended: dict[int, dict] = {}

    def wait_until_ready(self, timeout: float = 120) -> None:
        """Return once it can fork. Raises WarmProcessDied with the last line it wrote when it could not start."""
        if not self._ready:
            self._receive("ready", timeout)
            self._ready = True

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def fork(self, entry: str, settings: dict, fds: Sequence[int], timeout: float = 20) -> int:
        """Fork a process that runs `entry(settings, *sockets)` of the role; return its id in the warm process."""
        self.wait_until_ready()
        self._send({"fork": entry, "settings": settings}, fds)
        return self._receive("forked", timeout)["forked"]

    def end(self, pid: int, timeout: float = 20) -> dict:
        """End a forked process and all its descendants. Returns {"status": …, "cause": … or None}, also if it ended."""
        if pid not in self._ended:
            self._send({"end": pid})
            while pid not in self._ended:
                self._keep(self._receive("ended", timeout))
        return self._ended.pop(pid)

    def idle(self) -> None:
        """Say that nothing is asked for a while: it then loads what a rehearsal shows to be missing, once."""
        self._send({"idle": True})

    def close(self) -> None:
        """End the warm process, and with it everything that it forked."""
        self.control.sock.close()
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()

    def _send(self, message: dict, fds: Sequence[int] = ()) -> None:
        try:
            self.control.send(message, fds)
        except OSError:
            raise self._died() from None

    def _receive(self, wanted: str, timeout: float) -> dict:
        until = time.monotonic() + timeout
        while True:
            try:
                message, _ = self.control.receive(max(until - time.monotonic(), 0))
            except (EOFError, OSError, ValueError):
                raise self._died() from None
            if wanted in message:
                return message
            self._keep(message)

    def _keep(self, message: dict) -> None:
        if "ended" in message:
            self._ended[message["ended"]] = message

    def _died(self) -> WarmProcessDied:
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        written = [] if self.process.stderr.closed else self.process.stderr.read().decode(errors="replace").splitlines()
        return WarmProcessDied(written[-1] if written else f"ended with status {self.process.returncode}")


class Server:
    """The warm process's own loop: forks on request, and ends what exceeds its limits."""

    def __init__(self, control: Lines, role):
        self.control, self.role = control, role
        self.children: dict[int, object] = {}
        self.rehearsed = False

    def serve(self) -> None:
        self.control.send({"ready": True})
        while True:
            watched = [self.control.sock, *(child.pidfd for child in self.children.values() if child.pidfd is not None)]
            wait = 0 if self.control.pending else TICK if self.children else None
            ready = select.select(watched, [], [], wait)[0]
            if self.control.sock in ready or self.control.pending:
                try:
                    request, fds = self.control.receive()
                except (EOFError, OSError):
                    return self.close()
                self._do(request, fds)
            for pid in list(self.children):
                child = self.children[pid]
                status = child.poll()
                if status is not None or child.over_limit():
                    self._finish(pid, status)

    def close(self) -> None:
        for pid in list(self.children):
            self.children.pop(pid).end()

    def _do(self, request: dict, fds: list[int]) -> None:
        if "fork" in request:
            pid = self._fork(request["fork"], request["settings"], fds)
            self.control.send({"forked": pid})
        elif "idle" in request:
            self._rehearse()
        elif request["end"] in self.children:
            self._finish(request["end"], None)

    def _rehearse(self) -> None:
        """Load what a rehearsal loads. Not before the first fork, so that a single submission need not wait for it."""
        if self.rehearsed or self.children:
            return
        self.rehearsed = True
        gc.unfreeze()
        # What torch.func imports when it is first used, the slowest of all: once, here.
        importlib.import_module("torch._dynamo")
        for name in loaded_lazily(self.role.rehearse):
            # Imported before there is a shell, matplotlib_inline would not register with it and lose figures.
            if not name.startswith(("matplotlib_inline", "__main__")):
                with suppress(ImportError):  # what the rehearsal made itself, as a notebook does
                    importlib.import_module(name)
        gc.collect()
        gc.freeze()

    def _fork(self, entry: str, settings: dict, fds: list[int]) -> int:
        from gradschool.staff.watchdog import Child

        guard = self.role.guard(settings) if hasattr(self.role, "guard") else None
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self.control.sock.close()
            _run_child(parent, getattr(self.role, entry), settings, fds)
        for fd in fds:
            os.close(fd)
        self.children[pid] = Child(pid, guard)
        return pid

    def _finish(self, pid: int, status: int | None) -> None:
        child = self.children.pop(pid)
        cause = child.cause
        status = child.end() if status is None else child.end(status)
        self.control.send({"ended": pid, "status": status, "cause": cause})


def _run_child(parent: int, entry: Callable, settings: dict, fds: list[int]) -> None:
    """Become a child: die with the parent, draw own random numbers, run the entry, never return."""
    status = 1
    try:
        os.setsid()
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        gc.enable()
        reseed()
        entry(settings, *[socket.socket(fileno=fd) for fd in fds])
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def reseed() -> None:
    """Give this process the random numbers of a fresh one, the same at every grading."""
    import random

    import numpy as np
    import torch

    random.seed(SEED)
    np.random.seed(SEED % 2**32)  # noqa: NPY002 (what students' np.random functions draw from)
    torch.manual_seed(SEED)


def prctl(option: int, value: int) -> None:
    """Linux's prctl; elsewhere nothing, where children end with their socket instead."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def loaded_lazily(rehearse: Callable[[], None], seconds: float = 60) -> list[str]:
    """Names of the modules that `rehearse` loads, found out in a throw-away fork."""
    before = set(sys.modules)
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(read)
            signal.alarm(int(seconds))
            rehearse()
            names = [name for name in sys.modules if name not in before]
            with os.fdopen(write, "w") as pipe:
                json.dump(names, pipe)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    os.waitpid(pid, 0)
    return json.loads(text) if text else []


def main() -> None:
    control, role = Lines(socket.socket(fileno=int(sys.argv[1]))), importlib.import_module(sys.argv[2])
    control.sock.set_inheritable(False)
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    role.prepare()
    gc.collect()
    gc.freeze()
    Server(control, role).serve()


if __name__ == "__main__":
    main()

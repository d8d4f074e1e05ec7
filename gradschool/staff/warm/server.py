"""The program that a warm process runs: it imports a *role*, forks on request, and watches what it forked.

    python -m gradschool.staff.warm.server CONTROL_DESCRIPTOR ROLE

A role is a module with `prepare()` and entry functions. It may define `watchdog(settings)`, which returns what watches
the next child (`gradschool.staff.warm.forked.Watchdog`) or None. With `EXITS_AS_A_PROGRAM = True` its children end as
any Python program does, exit handlers included. This process starts no thread, runs no backward pass and never touches
CUDA: a child that inherits any of these hangs or crashes.
"""

import ctypes
import gc
import importlib
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

from gradschool.staff.warm import preload
from gradschool.staff.warm.fd_lines import JsonLines
from gradschool.staff.warm.forked import ForkedProcess

# Seconds between two looks at children with limits, and at the orphans of children without.
TICK, SLOW_TICK = 0.02, 1.0
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
# Any number would do, as long as it is always the same.
SEED = 67280421310721


class Server:
    """The warm process's own loop: forks on request, and ends children that exceed their limits.

    Parameters
    ----------
    control : JsonLines
        Where requests come from and answers go to.
    role : module
        What is forked into.
    owner : int, optional
        A pidfd of the process that started this one; when that ends, so does this one.
    """

    def __init__(self, control: JsonLines, role: Any, owner: int | None):
        self.control, self.role, self.owner = control, role, owner
        self.children: dict[int, ForkedProcess] = {}
        self.wanted: list[str] = []

    def serve(self) -> Callable[[], None] | None:
        """Serve until the owner ends. In a forked child return what it is to run, with no frame of this below it."""
        self.control.send({"ready": True})
        while True:
            awaited: list[socket.socket | int] = [self.control.sock, *self._pidfds()]
            ready = select.select(awaited, [], [], self._wait())[0]
            if self.owner in ready:
                self.close()
                return None
            if self.control.sock in ready or self.control.pending:
                try:
                    request, fds = self.control.receive()
                except (EOFError, OSError):
                    self.close()
                    return None
                if (in_child := self._do(request, fds)) is not None:
                    return in_child
            for pid in list(self.children):
                child = self.children[pid]
                status = child.poll()
                if status is not None or child.over_limit():
                    self._finish(pid, status)
            # Not while a child runs: its limits would not be watched meanwhile.
            if self.wanted and not self.children:
                self._load()

    def close(self) -> None:
        """End all children."""
        for pid in list(self.children):
            self.children.pop(pid).end()

    def _pidfds(self) -> list[int]:
        return [fd for fd in (self.owner, *(child.pidfd for child in self.children.values())) if fd is not None]

    def _wait(self) -> float | None:
        if self.control.pending:
            return 0
        watched = any(child.watchdog or child.pidfd is None for child in self.children.values())
        return TICK if watched else SLOW_TICK if self.children else None

    def _do(self, request: dict, fds: list[int]) -> Callable[[], None] | None:
        if "fork" in request:
            return self._fork(request["fork"], request["settings"], fds)
        if "load" in request:
            self.wanted += [name for name in request["load"] if name not in sys.modules]
        elif request["end"] in self.children:
            self._finish(request["end"], None)
        return None

    def _load(self) -> None:
        preload.load(self.wanted)
        self.wanted = []
        gc.freeze()

    def _fork(self, entry: str, settings: dict, fds: list[int]) -> Callable[[], None] | None:
        watchdog = self.role.watchdog(settings) if hasattr(self.role, "watchdog") else None
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self.control.sock.close()
            for fd in self._pidfds():
                os.close(fd)
            as_program = getattr(self.role, "EXITS_AS_A_PROGRAM", False)
            return partial(_run_child, parent, getattr(self.role, entry), settings, fds, as_program)
        for fd in fds:
            os.close(fd)
        self.children[pid] = ForkedProcess(pid, watchdog, self.children)
        self.control.send({"forked": pid})
        return None

    def _finish(self, pid: int, status: int | None) -> None:
        child = self.children.pop(pid)
        cause = child.cause
        status = child.end() if status is None else child.end(status)
        self.control.send({"ended": pid, "status": status, "cause": cause})


def _run_child(parent: int, entry: Callable[..., None], settings: dict, fds: list[int], as_program: bool) -> None:
    """Become a child: die with the parent, seed the random numbers, run the entry. Returns only `as_program`."""
    try:
        os.setsid()
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        gc.enable()
        reseed()
        entry(settings, *fds)
    except BaseException:
        if as_program:
            raise
        traceback.print_exc(file=sys.__stderr__)  # a shell may have taken over sys.stderr
        os._exit(1)
    if not as_program:
        os._exit(0)


def reseed() -> None:
    """Give this process the random numbers of a fresh one, the same at every grading."""
    import random

    import numpy as np
    import torch

    random.seed(SEED)
    np.random.seed(SEED % 2**32)  # noqa: NPY002 (what students' np.random functions draw from)
    torch.manual_seed(SEED)


def prctl(option: int, value: int) -> None:
    """Call Linux's prctl. On other systems do nothing: there a child ends when its socket does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def main() -> None:
    """Serve as a warm process until its owner ends."""
    # Not by PR_SET_PDEATHSIG: that signal already comes when the thread that started this process ends.
    owner = os.pidfd_open(os.getppid()) if hasattr(os, "pidfd_open") else None
    control, role = JsonLines(socket.socket(fileno=int(sys.argv[1]))), importlib.import_module(sys.argv[2])
    control.sock.set_inheritable(False)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    # Collecting now would only touch pages that the children then copy; each child collects its own.
    gc.disable()
    role.prepare()
    gc.freeze()
    in_child = Server(control, role, owner).serve()
    if in_child is not None:
        in_child()


if __name__ == "__main__":
    main()

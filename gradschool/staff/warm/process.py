"""A warm process imports once what notebooks need, and then forks a ready process in milliseconds.

`WarmProcess` is the handle that its owner holds; the warm process itself runs `gradschool.staff.warm.server`.
"""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gradschool.staff.warm.fd_lines import JsonLines


class WarmProcessDied(Exception):
    """The warm process is gone; the text says how it ended. Start a new one."""


class WarmProcess:
    """The owner's handle of one warm process. Several threads may use it.

    Parameters
    ----------
    role : str
        Module that the warm process imports and whose functions it forks into.
    wrap : callable, optional
        Makes the command to run from the program's own command; a sandbox goes here.
    environment : dict, optional
        The environment of the warm process; by default this process's.
    folder : str, optional
        The working directory of the warm process; by default this process's.
    """

    def __init__(
        self,
        role: str,
        wrap: Callable[[list[str]], list[str]] | None = None,
        environment: Mapping[str, str] | None = None,
        folder: str | None = None,
    ):
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "gradschool.staff.warm.server", str(theirs.fileno()), role]
        self.process = subprocess.Popen(
            wrap(command) if wrap else command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=folder,
            # Ctrl-C in the terminal is meant for the owner, not for this process.
            start_new_session=True,
        )
        assert self.process.stderr is not None  # it is a pipe
        self._stderr = self.process.stderr
        theirs.close()
        self.control = JsonLines(ours)
        self._ready = False
        self._ended: dict[int, dict[str, Any]] = {}
        # A request and its answer belong together.
        self._lock = threading.RLock()

    def wait_until_ready(self, timeout: float = 120) -> None:
        """Wait until it can fork. Raises WarmProcessDied, with the last line it wrote, when it could not start."""
        with self._lock:
            if not self._ready:
                self._receive("ready", timeout)
                self._ready = True

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    def fork(self, entry: str, settings: dict[str, Any], fds: Sequence[int], timeout: float = 120) -> int:
        """Fork a process that runs `entry(settings, *fds)` of the role; return its process id there."""
        with self._lock:
            self.wait_until_ready()
            self._send({"fork": entry, "settings": settings}, fds)
            pid: int = self._receive("forked", timeout)["forked"]
            return pid

    def poll(self, pid: int) -> int | None:
        """Return a forked process's exit status (negative: the signal that ended it), or None while it runs."""
        with self._lock:
            while pid not in self._ended:
                try:
                    message, _ = self.control.receive(0)
                except TimeoutError:
                    return None
                except (EOFError, OSError, ValueError):
                    raise self._died() from None
                self._keep(message)
            status: int | None = self._ended[pid]["status"]
            return status

    def end(self, pid: int, timeout: float = 20) -> dict[str, Any]:
        """End a forked process and all its descendants. Returns its exit status, and the limit it exceeded, or None.

        They stand in a dict as "status" and "cause". A process that has ended already is asked about in the same way.
        """
        with self._lock:
            if pid not in self._ended:
                self._send({"end": pid})
                while pid not in self._ended:
                    self._keep(self._receive("ended", timeout))
            return self._ended.pop(pid)

    def load(self, modules: Sequence[str]) -> None:
        """Have it import modules for later forks, as soon as none of its forks runs."""
        with self._lock:
            self._send({"load": list(modules)})

    def close(self) -> None:
        """End the warm process, and with it everything that it forked."""
        self.control.sock.close()
        self.process.kill()
        self.process.wait()
        self._stderr.close()

    def _send(self, message: dict[str, Any], fds: Sequence[int] = ()) -> None:
        try:
            self.control.send(message, fds)
        except OSError:
            raise self._died() from None

    def _receive(self, wanted: str, timeout: float) -> dict[str, Any]:
        until = time.monotonic() + timeout
        while True:
            try:
                message, _ = self.control.receive(max(until - time.monotonic(), 0))
            except (EOFError, OSError, ValueError):
                raise self._died() from None
            if wanted in message:
                return message
            self._keep(message)

    def _keep(self, message: dict[str, Any]) -> None:
        if "ended" in message:
            self._ended[message["ended"]] = message

    def _died(self) -> WarmProcessDied:
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        written = [] if self._stderr.closed else self._stderr.read().decode(errors="replace").splitlines()
        return WarmProcessDied(written[-1] if written else f"ended with status {self.process.returncode}")

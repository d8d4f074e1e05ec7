"""A warm process: it imports what notebooks need once, and forks a ready process in milliseconds.

`WarmProcess` is the handle that its owner holds; the warm process itself runs `gradschool.staff.warm.server`.
"""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence

from gradschool.staff.warm.fd_lines import Lines


class WarmProcessDied(Exception):
    """The warm process is gone; its text says how. Make a new one."""


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
        environment: dict[str, str] | None = None,
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
            # Ctrl-C in the owner's terminal is the owner's.
            start_new_session=True,
        )
        theirs.close()
        self.control = Lines(ours)
        self._ready = False
        self._ended: dict[int, dict] = {}
        # One exchange at a time.
        self._lock = threading.RLock()

    def wait_until_ready(self, timeout: float = 120) -> None:
        """Return once it can fork. Raises WarmProcessDied with the last line it wrote when it could not start."""
        with self._lock:
            if not self._ready:
                self._receive("ready", timeout)
                self._ready = True

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def fork(self, entry: str, settings: dict, fds: Sequence[int], timeout: float = 120) -> int:
        """Fork a process that runs `entry(settings, *fds)` of the role; return its id in the warm process."""
        with self._lock:
            self.wait_until_ready()
            self._send({"fork": entry, "settings": settings}, fds)
            return self._receive("forked", timeout)["forked"]

    def poll(self, pid: int) -> int | None:
        """Exit status of a forked process (negative: the signal that ended it), or None while it runs."""
        with self._lock:
            while pid not in self._ended:
                try:
                    message, _ = self.control.receive(0)
                except TimeoutError:
                    return None
                except (EOFError, OSError, ValueError):
                    raise self._died() from None
                self._keep(message)
            return self._ended[pid]["status"]

    def end(self, pid: int, timeout: float = 20) -> dict:
        """End a forked process and all its descendants. Returns {"status": …, "cause": … or None}, also if it ended."""
        with self._lock:
            if pid not in self._ended:
                self._send({"end": pid})
                while pid not in self._ended:
                    self._keep(self._receive("ended", timeout))
            return self._ended.pop(pid)

    def load(self, modules: Sequence[str]) -> None:
        """Let it import modules for the forks to come, once none of its forks runs."""
        with self._lock:
            self._send({"load": list(modules)})

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

"""JSON objects with file descriptors, over a Unix socket between processes that trust each other."""

import json
import select
import socket
import time
from collections.abc import Sequence
from typing import Any

LONGEST_LINE = 1 << 20


class JsonLines:
    """One end of a connection that carries JSON objects, one a line, and file descriptors with them."""

    def __init__(self, sock: socket.socket):
        self.sock = sock
        self._rest = b""
        self._fds: list[int] = []

    def send(self, message: dict[str, Any], fds: Sequence[int] = ()) -> None:
        """Send an object, and copies of these descriptors with it. Raises OSError when nobody reads any more."""
        line = json.dumps(message | ({"fds": len(fds)} if fds else {})).encode() + b"\n"
        sent = socket.send_fds(self.sock, [line], list(fds)) if fds else self.sock.send(line)
        # Not for an empty rest: that fails when the other side has read the message and is gone already.
        if sent < len(line):
            self.sock.sendall(line[sent:])

    def receive(self, timeout: float | None = None) -> tuple[dict[str, Any], list[int]]:
        """Return the next object and the descriptors that came with it. Raises EOFError at the end, TimeoutError."""
        until = None if timeout is None else time.monotonic() + timeout
        while b"\n" not in self._rest:
            left = None if until is None else max(until - time.monotonic(), 0)
            if not select.select([self.sock], [], [], left)[0]:
                raise TimeoutError
            data, fds, _, _ = socket.recv_fds(self.sock, 1 << 16, 8)
            self._fds += fds
            if not data or len(self._rest) > LONGEST_LINE:
                raise EOFError
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\n")
        message = json.loads(line)
        # Lines that came together share one list of descriptors.
        count = message.pop("fds", 0)
        fds, self._fds = self._fds[:count], self._fds[count:]
        return message, fds

    @property
    def pending(self) -> bool:
        """Whether a whole object has been read already, so that waiting for the socket would be wrong."""
        return b"\n" in self._rest

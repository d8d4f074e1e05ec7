"""JSON objects with file descriptors, over a Unix socket between processes that trust each other."""

import json
import select
import socket
import time
from collections.abc import Sequence

LONGEST_LINE = 1 << 20


class Lines:
    """JSON objects, one a line, with file descriptors, over a Unix socket."""

    def __init__(self, sock: socket.socket):
        self.sock = sock
        self._rest = b""
        self._fds: list[int] = []

    def send(self, message: dict, fds: Sequence[int] = ()) -> None:
        line = json.dumps(message | ({"fds": len(fds)} if fds else {})).encode() + b"\n"
        sent = socket.send_fds(self.sock, [line], list(fds)) if fds else self.sock.send(line)
        if sent < len(line):  # sending nothing would fail too, when the other side has what it needs and is gone
            self.sock.sendall(line[sent:])

    def receive(self, timeout: float | None = None) -> tuple[dict, list[int]]:
        """The next object and the descriptors that came with it. Raises EOFError at the end, TimeoutError."""
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

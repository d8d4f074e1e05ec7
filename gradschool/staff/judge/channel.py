"""Messages between the two sides: a JSON header and raw blocks, bounded in size and time.

The reader trusts nothing that it reads: it checks sizes before it allocates memory, and one deadline covers a whole
message, however slowly it comes.
"""

import json
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any, NoReturn

PREFIX = struct.Struct(">4sIQ")
MAGIC = b"gs01"
LARGEST_HEADER = 24 << 20
MOST_BLOCKS = 10_000


class ChannelClosed(Exception):
    """The other side is gone."""


class ChannelTimeout(Exception):
    """The other side did not answer in time."""


class ProtocolError(Exception):
    """The other side sent something that is not a message, or too large a one."""


class Channel:
    """One end of the connection between the two sides.

    Parameters
    ----------
    sock : socket
        A connected stream socket.
    most : int
        The most bytes that the blocks of one message may have.
    """

    def __init__(self, sock: socket.socket, most: int):
        self.sock, self.most = sock, most

    def send(self, header: dict[str, Any], blocks: Sequence[bytes] = (), until: float | None = None) -> None:
        """Send one message. Raises ChannelClosed, and ChannelTimeout when it has not gone by `until`.

        `until` is a time of time.monotonic; by default there is no limit.
        """
        text = json.dumps(header | {"sizes": [len(block) for block in blocks]}, allow_nan=False).encode()
        prefix = PREFIX.pack(MAGIC, len(text), sum(map(len, blocks)))
        try:
            for part in (prefix + text, *blocks):
                self._set_timeout(until)
                self.sock.sendall(part)
        except TimeoutError:
            raise ChannelTimeout from None
        except OSError:
            raise ChannelClosed from None

    def receive(self, until: float | None = None) -> tuple[dict[str, Any], list[bytearray]]:
        """Return the header and the blocks of the next message, which must be here by `until`.

        Raises ChannelClosed, ChannelTimeout, and ProtocolError when what came is not a message or is too large.
        """
        magic, length, total = PREFIX.unpack(self._read_exactly(PREFIX.size, until))
        if magic != MAGIC or length > LARGEST_HEADER or total > self.most:
            raise ProtocolError("not a message, or larger than allowed")
        text = self._read_exactly(length, until)
        try:
            header = json.loads(text, parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise ProtocolError("a message that is not JSON") from None
        sizes = header.pop("sizes", None) if type(header) is dict else None
        if type(sizes) is not list or len(sizes) > MOST_BLOCKS or any(type(n) is not int or n < 0 for n in sizes):
            raise ProtocolError("a message without its sizes")
        if sum(sizes) != total:
            raise ProtocolError("a message whose sizes do not fit")
        return header, [self._read_exactly(size, until) for size in sizes]

    def silent(self) -> bool:
        """Whether nothing is waiting to be read, so that what comes next is an answer to the next question."""
        self.sock.settimeout(0)
        try:
            return not self.sock.recv(1, socket.MSG_PEEK)
        except (BlockingIOError, OSError):
            return True

    def close(self) -> None:
        """Close this end; the other one then reads ChannelClosed."""
        self.sock.close()

    def _read_exactly(self, count: int, until: float | None) -> bytearray:
        data = bytearray(count)
        view, got = memoryview(data), 0
        while got < count:
            self._set_timeout(until)
            try:
                read = self.sock.recv_into(view[got : got + (1 << 20)])
            except TimeoutError:
                raise ChannelTimeout from None
            except OSError:
                raise ChannelClosed from None
            if read == 0:
                raise ChannelClosed
            got += read
        return data

    def _set_timeout(self, until: float | None) -> None:
        if until is None:
            self.sock.settimeout(None)
            return
        left = until - time.monotonic()
        if left <= 0:
            raise ChannelTimeout
        self.sock.settimeout(left)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")

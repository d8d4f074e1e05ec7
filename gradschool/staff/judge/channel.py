"""Messages between the two sides: a JSON header and raw blocks, bounded in size and time.

The reader trusts nothing: sizes are checked before anything is allocated, and a deadline covers the whole message.
"""

import json
import socket
import struct
import time
from collections.abc import Sequence

PREFIX = struct.Struct(">4sIQ")
MAGIC = b"gs01"
LARGEST_HEADER = 24 << 20
MOST_BLOCKS = 10_000


class ChannelClosed(Exception):
    """The other side is gone."""


class ChannelTimeout(Exception):
    """The other side did not answer in time."""


class ProtocolError(Exception):
    """The other side sent something that is not a message."""


class Channel:
    """One end of the socket between the sides.

    Parameters
    ----------
    sock : socket
        A connected stream socket.
    most : int
        Bytes of a message's blocks that are accepted.
    """

    def __init__(self, sock: socket.socket, most: int):
        self.sock, self.most = sock, most

    def send(self, header: dict, blocks: Sequence[bytes] = (), until: float | None = None) -> None:
        """Send one message. Raises ChannelClosed, and ChannelTimeout when it is not taken by `until`."""
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

    def receive(self, until: float | None = None) -> tuple[dict, list[bytearray]]:
        """The next message, whole by `until` (of time.monotonic).

        Raises ChannelClosed, ChannelTimeout, and ProtocolError when what came is no message or is too large.
        """
        magic, length, total = PREFIX.unpack(self._exactly(PREFIX.size, until))
        if magic != MAGIC or length > LARGEST_HEADER or total > self.most:
            raise ProtocolError("not a message, or larger than allowed")
        text = self._exactly(length, until)
        try:
            header = json.loads(text, parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise ProtocolError("a message that is not JSON") from None
        sizes = header.pop("sizes", None) if type(header) is dict else None
        if type(sizes) is not list or len(sizes) > MOST_BLOCKS or any(type(n) is not int or n < 0 for n in sizes):
            raise ProtocolError("a message without its sizes")
        if sum(sizes) != total:
            raise ProtocolError("a message whose sizes do not fit")
        return header, [self._exactly(size, until) for size in sizes]

    def silent(self) -> bool:
        """Whether nothing has come that was not asked for."""
        self.sock.settimeout(0)
        try:
            return not self.sock.recv(1, socket.MSG_PEEK)
        except (BlockingIOError, OSError):
            return True

    def close(self) -> None:
        self.sock.close()

    def _exactly(self, count: int, until: float | None) -> bytearray:
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


def _refuse(name: str):
    raise ValueError(f"{name} is not JSON")

"""Messages between the two sides: what is none, too large or too late is refused before it does harm."""

import json
import socket
import threading
import time

import pytest

from gradschool.staff.judge.channel import (
    LARGEST_HEADER,
    MAGIC,
    PREFIX,
    Channel,
    ChannelClosed,
    ChannelTimeout,
    ProtocolError,
)

MOST = 1000


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Channel(ours, MOST), theirs


def message(header, blocks=b"", magic=MAGIC, length=None, total=None) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return (
        PREFIX.pack(magic, len(text) if length is None else length, len(blocks) if total is None else total)
        + text
        + blocks
    )


def test_a_message_arrives_with_its_blocks(ends):
    channel, theirs = ends
    Channel(theirs, MOST).send({"do": "call", "text": "å"}, [b"", b"12", bytes(500)])
    assert channel.receive() == ({"do": "call", "text": "å"}, [b"", b"12", bytes(500)])


@pytest.mark.parametrize(
    "data, why",
    [
        (message({"sizes": []}, magic=b"evil"), "not a message, or larger"),
        (message({"sizes": []}, length=LARGEST_HEADER + 1), "not a message, or larger"),
        (message({"sizes": [MOST + 1]}, total=MOST + 1), "not a message, or larger"),
        (message(b"not JSON"), "not JSON"),
        (message(b"[" * 10_000), "not JSON"),
        (message(b'{"sizes": [NaN]}'), "not JSON"),
        (message([1]), "without its sizes"),
        (message({"id": 1}), "without its sizes"),
        (message({"sizes": [-1, 1]}), "without its sizes"),
        (message({"sizes": [True]}, b"1"), "without its sizes"),
        (message({"sizes": [5]}, b"1"), "sizes do not fit"),
    ],
)
def test_what_is_no_message_is_refused(ends, data, why):
    channel, theirs = ends
    theirs.sendall(data)
    with pytest.raises(ProtocolError, match=why):
        channel.receive(time.monotonic() + 5)


def test_a_message_that_comes_by_drops_is_late_as_a_whole(ends):
    channel, theirs = ends
    stop = threading.Event()

    def drip():
        for byte in message({"sizes": []}):
            theirs.send(bytes([byte]))
            if stop.wait(0.1):
                return

    dripping = threading.Thread(target=drip)
    dripping.start()
    with pytest.raises(ChannelTimeout):
        channel.receive(time.monotonic() + 0.3)
    stop.set()
    dripping.join()


def test_a_reader_that_does_not_read_is_given_up(ends):
    channel, _ = ends
    with pytest.raises(ChannelTimeout):
        channel.send({}, [bytes(1 << 24)], until=time.monotonic() + 0.2)


def test_the_end_of_the_other_side_is_told(ends):
    channel, theirs = ends
    theirs.close()
    with pytest.raises(ChannelClosed):
        channel.receive()
    with pytest.raises(ChannelClosed):
        channel.send({}, [bytes(1 << 22)])


def test_a_channel_is_silent_until_something_comes_unasked(ends):
    channel, theirs = ends
    assert channel.silent()
    theirs.send(b"!")
    assert not channel.silent()


def test_a_number_that_json_lacks_is_not_sent(ends):
    with pytest.raises(ValueError):
        ends[0].send({"value": float("nan")})

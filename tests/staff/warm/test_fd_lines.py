"""Messages between processes that trust each other."""

import os
import socket

from gradschool.staff.warm.fd_lines import JsonLines


class Sends(socket.socket):
    """A socket whose other end has read the message and is gone by the time that `send` returns."""

    def send(self, data: bytes) -> int:
        sent = super().send(data)
        self.other.close()
        return sent


def test_a_message_that_was_taken_is_sent_though_its_reader_is_gone():
    ours, theirs = socket.socketpair()
    sends = Sends(fileno=ours.detach())
    sends.other = theirs
    with sends:
        JsonLines(sends).send({"cause": None})
    assert theirs.fileno() == -1  # closed before `send` returned, which did not raise


def test_objects_and_descriptors_arrive_together_and_in_order():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        JsonLines(ours).send({"first": 1}, [ours.fileno()])
        JsonLines(ours).send({"second": 2})
        reader = JsonLines(theirs)
        message, [fd] = reader.receive(5)
        os.close(fd)
        assert (message, reader.receive(5)) == ({"first": 1}, ({"second": 2}, []))

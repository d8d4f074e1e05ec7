# Dies in the middle of a message.

import gc

from gradschool.staff.judge.channel import MAGIC, PREFIX, Channel

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))
import os


def slope(x):
    channel.sock.sendall(PREFIX.pack(MAGIC, 1000, 0) + b'{')
    os._exit(0)

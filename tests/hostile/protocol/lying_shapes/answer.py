# Sends tensors whose data does not fit their shape.

import gc

from gradschool.staff.judge.channel import MAGIC, PREFIX, Channel

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))
from gradschool.staff.judge.values import Encoder

old = Encoder._tensor
Encoder._tensor = lambda self, tensor: old(self, tensor) | {'shape': [2**30, 2**30]}


def slope(x):
    return 3 * x**2 - 2

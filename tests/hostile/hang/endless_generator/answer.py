# Answers with what never ends.

import itertools


def slope(x):
    return list(itertools.count())

# Calls itself without end.

import sys

sys.setrecursionlimit(10**9)


def slope(x):
    return slope(x)

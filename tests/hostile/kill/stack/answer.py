# Overflows the stack.

import ctypes
import sys

sys.setrecursionlimit(10**8)


def deep(x):
    return [y for y in deep(x)]


def slope(x):
    return deep(x)

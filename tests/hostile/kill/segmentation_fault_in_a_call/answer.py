# Reads what is not there while it is asked.

import ctypes


def slope(x):
    ctypes.string_at(0)

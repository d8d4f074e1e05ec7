# The text of its exception never ends.

class Slow(Exception):
    def __str__(self):
        while True:
            pass


def slope(x):
    raise Slow

# Its text never ends.

class Slow:
    def __repr__(self):
        while True:
            pass


def slope(x):
    return Slow()

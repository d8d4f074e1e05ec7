# An integer power that cannot be interrupted.

def slope(x):
    return 7 ** (10 ** 9)

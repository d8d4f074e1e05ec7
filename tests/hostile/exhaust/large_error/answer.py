# Raises an error with a text of many megabytes.

def slope(x):
    raise ValueError('x' * 50_000_000)

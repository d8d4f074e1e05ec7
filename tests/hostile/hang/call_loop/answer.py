# The function never ends.

def slope(x):
    while True:
        pass

# Prints without end while it is asked.

def slope(x):
    while True:
        print('x' * 10000)

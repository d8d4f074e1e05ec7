# Remembers what it is asked, and answers by trying.

asked = []


def slope(x):
    asked.append(float(x))
    return x * 0 + sum(asked)

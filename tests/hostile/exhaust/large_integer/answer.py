# Answers with an integer of many digits.

def slope(x):
    return 1 << 10_000_000

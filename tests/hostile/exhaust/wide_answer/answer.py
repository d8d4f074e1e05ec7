# Answers with a million parts.

def slope(x):
    return [0] * 1_000_000

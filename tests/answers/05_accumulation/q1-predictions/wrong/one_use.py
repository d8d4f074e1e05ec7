# mistake: unnamed
# in w * w * w counted only one use
def predictions():
    return {"A": [None, 10, 20, 23, 48], "B": [12, 0, 4, 4, 7], "C": [1, 2, 5, 2, 7]}

# mistake: unnamed
# a new leaf has a gradient of zero
def predictions():
    return {"A": [0, 10, 20, 23, 98], "B": [12, 0, 4, 4, 7], "C": [2, 4, 5, 4, 9]}

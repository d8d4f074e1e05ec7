# mistake: unnamed
# w.grad = None also empties kept
def predictions():
    return {"A": [None, 10, 20, 23, 98], "B": [12, 0, 4, None, 7], "C": [2, 4, 5, 4, 9]}

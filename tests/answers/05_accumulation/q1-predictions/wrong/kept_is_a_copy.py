# mistake: unnamed
# thought that kept is a copy
def predictions():
    return {"A": [None, 10, 20, 23, 98], "B": [12, 12, 12, 12, 7], "C": [2, 4, 5, 4, 9]}

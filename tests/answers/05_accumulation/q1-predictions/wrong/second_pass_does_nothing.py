# mistake: unnamed
# the second pass over w + w finds a used graph and adds nothing
def predictions():
    return {"A": [None, 10, 20, 23, 98], "B": [12, 0, 4, 4, 7], "C": [2, 2, 5, 2, 7]}

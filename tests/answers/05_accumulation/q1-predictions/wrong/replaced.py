# mistake: unnamed
# thought that each backward pass replaces the gradient
def predictions():
    return {"A": [None, 10, 10, 3, 75], "B": [12, 12, 12, 12, 7], "C": [2, 2, 5, 2, 5]}

# mistake: unnamed
# wrote the values of the functions down
def predictions():
    return {"A": [None, 25, 50, 65, 190], "B": [8, 0, 8, 8, 14], "C": [2, 4, 5, 4, 6]}

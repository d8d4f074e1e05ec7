# mistake: unnamed
# overlooked the first reading
def predictions():
    return {"A": [10, 20, 23, 98], "B": [12, 0, 4, 4, 7], "C": [2, 4, 5, 4, 9]}

# method: worked out on paper
def predictions():
    return {"A": [None, 10, 20, 23, 98], "B": [12, 0, 4, 4, 7], "C": [2, 4, 5, 4, 9]}

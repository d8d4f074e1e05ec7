# mistake: unnamed
# returned the lists without their keys
def predictions():
    return [[None, 10, 20, 23, 98], [12, 0, 4, 4, 7], [2, 4, 5, 4, 9]]

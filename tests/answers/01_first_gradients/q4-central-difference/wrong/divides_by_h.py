# mistake: unnamed
# forgets that the points are 2h apart
def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / h

# mistake: unnamed
# the other central difference, half a step each way
def central_difference(f, x, h):
    return (f(x + h / 2) - f(x - h / 2)) / h

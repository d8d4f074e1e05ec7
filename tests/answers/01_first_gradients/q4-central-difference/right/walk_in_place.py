# method: walks x itself to the right and back to the left
def central_difference(f, x, h):
    x += h
    right = f(x).clone()
    x -= 2 * h
    return (right - f(x)) / (2 * h)

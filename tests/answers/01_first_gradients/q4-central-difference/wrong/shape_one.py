# mistake: unnamed
# a tensor with one axis
def central_difference(f, x, h):
    x = x.reshape(1)
    return (f(x + h) - f(x - h)) / (2 * h)

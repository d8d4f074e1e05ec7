# mistake: unnamed
# knows a better step
def central_difference(f, x, h):
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)

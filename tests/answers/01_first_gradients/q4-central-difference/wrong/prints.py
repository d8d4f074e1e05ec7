# mistake: unnamed
# prints in place of returning
def central_difference(f, x, h):
    print((f(x + h) - f(x - h)) / (2 * h))

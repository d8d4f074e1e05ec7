# mistake: unnamed
# reads / 2 * h as division by 2h
def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / 2 * h

# mistake: unnamed
# changes x in place and forgets where it stands
def central_difference(f, x, h):
    x += h
    right = f(x)
    x -= h
    return (right - f(x)) / (2 * h)

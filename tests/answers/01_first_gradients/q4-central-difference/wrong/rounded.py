# mistake: unnamed
# rounds for a neat answer
def central_difference(f, x, h):
    return round(((f(x + h) - f(x - h)) / (2 * h)).item(), 6)

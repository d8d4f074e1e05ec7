# mistake: unnamed
# compares heights at x - 1 and x + 1, far beyond the next flat point
def kind_of_flat_point(f, x):
    left, here, right = f(x - 1), f(x), f(x + 1)
    if left > here < right:
        return "minimum"
    if left < here > right:
        return "maximum"
    return "neither"

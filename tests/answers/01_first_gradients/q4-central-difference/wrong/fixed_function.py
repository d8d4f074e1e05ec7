# mistake: unnamed
# forgets the argument f
def central_difference(f, x, h):
    return (polynomial(x + h) - polynomial(x - h)) / (2 * h)

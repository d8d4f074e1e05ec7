# mistake: FLOAT32_CHECK
# float32 is faster
def central_difference(f, x, h):
    x = x.float()
    return (f(x + h) - f(x - h)) / (2 * h)

# mistake: unnamed
# int(h) is 0, and 0 / 0 is NaN
def central_difference(f, x, h):
    h = int(h)
    return (f(x + h) - f(x - h)) / (2 * h * torch.ones_like(x))

# mistake: unnamed
# a tuple in the order of the question
def local_derivatives(x, y):
    p, q = x * y, x + y**2
    return y, x, torch.cos(p), 1.0, 2 * y, q, torch.sin(p)

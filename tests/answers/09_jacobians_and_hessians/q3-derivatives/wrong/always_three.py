# mistake: unnamed
# does not look at order
def derivatives(f, x, order):
    g = torch.func.grad
    return [g(f)(x), g(g(f))(x), g(g(g(f)))(x)]

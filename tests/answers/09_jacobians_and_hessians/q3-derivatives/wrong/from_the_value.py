# mistake: unnamed
# The list begins with f itself.
def derivatives(f, x, order):
    found = []
    for _ in range(order):
        found.append(f(x))
        f = torch.func.grad(f)
    return found

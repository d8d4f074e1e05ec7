# mistake: unnamed
# the value itself comes first, as an entry too many
def derivatives(f, x, order):
    found = [f(x)]
    for _ in range(order):
        f = torch.func.grad(f)
        found.append(f(x))
    return found

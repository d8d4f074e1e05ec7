# method: torch.func.grad of torch.func.grad
def derivatives(f, x, order):
    found = []
    for _ in range(order):
        f = torch.func.grad(f)
        found.append(f(x))
    return found

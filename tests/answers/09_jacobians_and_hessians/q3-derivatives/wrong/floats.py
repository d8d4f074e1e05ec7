# mistake: PYTHON_NUMBER
# numbers in place of tensors
def derivatives(f, x, order):
    found = []
    for _ in range(order):
        f = torch.func.grad(f)
        found.append(f(x).item())
    return found

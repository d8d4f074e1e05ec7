# method: PyTorch takes the local derivatives
def power(a, b):
    x, y = (torch.tensor(v.data, dtype=torch.float64, requires_grad=True) for v in (a, b))
    result = x**y
    slopes = torch.autograd.grad(result, (x, y))
    return Value(result.item(), (a, b), tuple(slope.item() for slope in slopes))


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

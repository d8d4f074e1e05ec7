# method: Newton with bisection where it leaves the bracket
def flat_point(f, low, high):
    sign = 1.0 if slope_at(f, high) > 0 else -1.0
    x = (low + high) / 2
    for _ in range(60):
        x = number(x).requires_grad_()
        (slope,) = torch.autograd.grad(f(x), x, create_graph=True)
        (curvature,) = torch.autograd.grad(slope, x)
        if sign * slope > 0:
            high = x.item()
        else:
            low = x.item()
        x = (x - slope / curvature).item()
        if not low < x < high:
            x = (low + high) / 2
    return x


def slope_at(f, x):
    x = number(x).requires_grad_()
    f(x).backward()
    return x.grad.item()

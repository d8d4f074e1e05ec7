# mistake: NO_ZERO_GRAD
# one leaf for all calls, and a copy of its .grad handed out
leaf = torch.zeros((), dtype=torch.float64, device=device, requires_grad=True)


def polynomial_slope(x):
    leaf.data = x
    polynomial(leaf).backward()
    return leaf.grad.clone()

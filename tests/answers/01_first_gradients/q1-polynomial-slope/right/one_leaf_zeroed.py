# method: one leaf for all calls, .grad cleared before each backward pass and handed out itself
leaf = torch.zeros((), dtype=torch.float64, device=device, requires_grad=True)


def polynomial_slope(x):
    with torch.no_grad():
        leaf.copy_(x)
    if leaf.grad is not None:
        leaf.grad.zero_()
    polynomial(leaf).backward()
    return leaf.grad

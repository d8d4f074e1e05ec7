# mistake: unnamed
# doubles, as the derivatives of growth do
def derivatives(f, x, order):
    slope = torch.func.grad(f)(x)
    return [slope * 2**k for k in range(order)]

# mistake: unnamed
# Differentiates once and multiplies.
def derivatives(f, x, order):
    slope = torch.func.grad(f)(x)
    return [slope**k for k in range(1, order + 1)]

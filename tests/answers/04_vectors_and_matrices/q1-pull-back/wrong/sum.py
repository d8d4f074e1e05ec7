# mistake: ONES_COTANGENT
# backward needs a scalar, so sum first
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    f(x).sum().backward()
    return x.grad

# mistake: ONES_COTANGENT
# backward needs a scalar, so take the mean
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    f(x).mean().backward()
    return x.grad

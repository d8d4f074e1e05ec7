# mistake: ONES_COTANGENT
# the sum has shape (), so v must be summed as well
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    f(x).sum().backward(v.mean())
    return x.grad

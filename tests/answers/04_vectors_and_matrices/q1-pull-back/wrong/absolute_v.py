# mistake: unnamed
# weights should be positive
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    f(x).backward(v.abs())
    return x.grad

# method: backward with the cotangent, on a copy
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    f(x).backward(v)
    return x.grad

# mistake: NO_BACKWARD
# multiplies by v and reads .grad
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    loss = (v * f(x)).sum()
    return x.grad

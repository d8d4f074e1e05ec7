# method: the gradient of the loss (v * y).sum()
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    (v * f(x)).sum().backward()
    return x.grad

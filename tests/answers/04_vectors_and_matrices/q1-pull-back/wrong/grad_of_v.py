# mistake: unnamed
# differentiates by v, which gives y
def pull_back(f, x, v):
    v = v.clone().requires_grad_()
    (v * f(x)).sum().backward()
    return v.grad

# mistake: unnamed
# v @ y, which fits vectors only
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    (v @ f(x)).backward()
    return x.grad

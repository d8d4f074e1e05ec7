# mistake: unnamed
# returns the tuple of autograd.grad
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x), x, v)

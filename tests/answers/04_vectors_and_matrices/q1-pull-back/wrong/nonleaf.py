# mistake: NONLEAF_GRAD
# requires_grad first, then the copy
def pull_back(f, x, v):
    x = x.requires_grad_().clone()
    f(x).backward(v)
    return x.grad

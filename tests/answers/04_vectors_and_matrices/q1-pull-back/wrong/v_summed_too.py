# mistake: ONES_COTANGENT
# sums y before v multiplies it
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    (f(x).sum() * v.sum()).backward()
    return x.grad

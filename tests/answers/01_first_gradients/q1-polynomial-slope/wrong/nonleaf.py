# mistake: NONLEAF_GRAD
# copies after requires_grad_, and reads .grad of the copy
def polynomial_slope(x):
    x = x.requires_grad_().clone()
    polynomial(x).backward()
    return x.grad

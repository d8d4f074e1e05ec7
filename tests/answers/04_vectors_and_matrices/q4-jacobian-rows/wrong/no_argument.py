# mistake: unnamed
# backward of a vector
def jacobian_rows(f, x):
    x = x.clone().requires_grad_()
    f(x).backward()
    return x.grad

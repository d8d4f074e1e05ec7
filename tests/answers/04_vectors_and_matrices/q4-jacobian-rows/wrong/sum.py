# mistake: VJP_IS_NOT_JACOBIAN
# one backward pass of the sum
def jacobian_rows(f, x):
    x = x.clone().requires_grad_()
    f(x).sum().backward()
    return x.grad

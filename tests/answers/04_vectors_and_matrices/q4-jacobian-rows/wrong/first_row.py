# mistake: unnamed
# one output only
def jacobian_rows(f, x):
    x = x.clone().requires_grad_()
    f(x)[0].backward()
    return x.grad.reshape(1, -1)

# method: requires_grad_ on the input itself
def polynomial_slope(x):
    x.requires_grad_()
    value = polynomial(x)
    value.backward()
    return x.grad

# mistake: unnamed
# turns requires_grad on after the value is computed
def polynomial_slope(x):
    y = polynomial(x)
    x.requires_grad_()
    y.backward()
    return x.grad

# mistake: NO_BACKWARD
# as above, with requires_grad_ on the input itself
def polynomial_slope(x):
    x.requires_grad_()
    y = polynomial(x)
    return x.grad

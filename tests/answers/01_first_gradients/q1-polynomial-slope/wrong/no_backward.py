# mistake: NO_BACKWARD
# requires_grad is on and the value is computed, so the gradient should be in .grad
def polynomial_slope(x):
    x = x.clone().requires_grad_()
    polynomial(x)
    return x.grad

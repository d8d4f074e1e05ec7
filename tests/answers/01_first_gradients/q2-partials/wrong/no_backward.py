# mistake: NO_BACKWARD
# the value is computed, so both gradients should be there
def partials(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    value = surface(x, y)
    return x.grad, y.grad

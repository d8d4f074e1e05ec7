# mistake: NO_ZERO_GRAD
# one backward pass for each partial derivative
def partials(x, y):
    x.requires_grad_()
    y.requires_grad_()
    surface(x, y).backward()
    by_x = x.grad
    surface(x, y).backward()
    by_y = y.grad
    return by_x, by_y

# mistake: NO_ZERO_GRAD
# one backward pass for each partial derivative; the first is copied in time, the second is a sum
def partials(x, y):
    x.requires_grad_()
    y.requires_grad_()
    surface(x, y).backward()
    by_x = x.grad.clone()
    surface(x, y).backward()
    return by_x, y.grad

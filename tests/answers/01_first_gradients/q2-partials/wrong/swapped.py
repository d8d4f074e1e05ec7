# mistake: unnamed
# y first
def partials(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    surface(x, y).backward()
    return y.grad, x.grad

# mistake: unnamed
# the derivative is by x
def partials(x, y):
    x = x.clone().requires_grad_()
    surface(x, y).backward()
    return x.grad

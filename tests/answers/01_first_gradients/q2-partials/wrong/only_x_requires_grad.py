# mistake: unnamed
# one input that requires grad should be enough
def partials(x, y):
    x = x.clone().requires_grad_()
    surface(x, y).backward()
    return x.grad, y.grad

# mistake: unnamed
# a gradient is a vector
def partials(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    surface(x, y).backward()
    return torch.stack([x.grad, y.grad])

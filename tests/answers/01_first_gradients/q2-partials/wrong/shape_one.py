# mistake: unnamed
# slices keep an axis
def partials(x, y):
    point = torch.stack([x, y]).requires_grad_()
    surface(*point).backward()
    return point.grad[:1], point.grad[1:]

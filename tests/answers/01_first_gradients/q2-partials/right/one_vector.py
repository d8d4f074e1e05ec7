# method: one leaf of shape (2,), unpacked
def partials(x, y):
    point = torch.stack([x, y]).requires_grad_()
    surface(*point).backward()
    return tuple(point.grad)

# mistake: unnamed
# forgot to return
def partials(x, y):
    x.requires_grad_()
    y.requires_grad_()
    surface(x, y).backward()

# method: one partial at a time, the other input held fixed, and a list returned
def partials(x, y):
    x1 = x.clone().requires_grad_()
    surface(x1, y).backward()
    y1 = y.clone().requires_grad_()
    surface(x, y1).backward()
    return [x1.grad, y1.grad]

# mistake: FREED_GRAPH
# one value, and a backward pass for each partial derivative
def partials(x, y):
    x.requires_grad_()
    y.requires_grad_()
    value = surface(x, y)
    value.backward()
    by_x = x.grad
    value.backward()
    return by_x, y.grad

# mistake: PYTHON_NUMBER
# two numbers
def partials(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    surface(x, y).backward()
    return x.grad.item(), y.grad.item()

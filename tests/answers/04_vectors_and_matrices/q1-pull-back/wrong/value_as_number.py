# mistake: PYTHON_NUMBER
# one loss, as a number
def pull_back(f, x, v):
    x = x.clone().requires_grad_()
    loss = (v * f(x)).sum().item()
    loss.backward()
    return x.grad

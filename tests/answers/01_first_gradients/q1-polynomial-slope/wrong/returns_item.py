# mistake: PYTHON_NUMBER
# a slope is a number
def polynomial_slope(x):
    x = x.clone().requires_grad_()
    polynomial(x).backward()
    return x.grad.item()

# mistake: PYTHON_NUMBER
# makes a float of the value before the backward pass
def polynomial_slope(x):
    x = x.clone().requires_grad_()
    y = float(polynomial(x))
    y.backward()
    return x.grad

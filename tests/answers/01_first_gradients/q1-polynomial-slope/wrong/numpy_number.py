# mistake: unnamed
# hands the slope to NumPy
def polynomial_slope(x):
    x = x.clone().requires_grad_()
    polynomial(x).backward()
    return x.grad.numpy()

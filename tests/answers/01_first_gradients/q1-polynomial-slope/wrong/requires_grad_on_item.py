# mistake: PYTHON_NUMBER
# takes the number out of the tensor, then asks it for a gradient
def polynomial_slope(x):
    x = x.item()
    x.requires_grad = True
    polynomial(x).backward()
    return x.grad

# mistake: PYTHON_NUMBER
# takes the number out of the tensor first
def polynomial_slope(x):
    x = x.item()
    y = polynomial(x)
    y.backward()
    return x.grad

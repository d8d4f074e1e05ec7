# mistake: unnamed
# forgot that the input must require grad
def polynomial_slope(x):
    polynomial(x).backward()
    return x.grad

# mistake: unnamed
# a forward difference with a coarse step
def polynomial_slope(x):
    h = 1e-4
    return (polynomial(x + h) - polynomial(x)) / h

# method: closed form
def polynomial_slope(x):
    return 3 * x**2 - 4 * x + 4

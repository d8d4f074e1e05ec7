# mistake: PYTHON_NUMBER
# calculus with a Python float
def polynomial_slope(x):
    x = float(x)
    return 3 * x**2 - 4 * x + 4

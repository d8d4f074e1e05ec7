# mistake: unnamed
# forgot the exponent 2 as a factor
def polynomial_slope(x):
    return 3 * x**2 - 2 * x + 4

# mistake: unnamed
# the product rule with y' = 1
def partials(x, y):
    return 3 * x**2 * y + x**3 - 2 * y**2 - 4 * x * y, x**3 - 4 * x * y

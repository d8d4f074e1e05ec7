# method: closed form
def partials(x, y):
    return 3 * x**2 * y - 2 * y**2, x**3 - 4 * x * y

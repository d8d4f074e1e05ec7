# method: complex steps for the slopes
def power(a, b):
    slopes = ((a.data + 1e-30j) ** b.data).imag / 1e-30, (a.data ** (b.data + 1e-30j)).imag / 1e-30
    return Value(a.data**b.data, (a, b), slopes)


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

# mistake: unnamed
# two parents, one slope
def power(a, b):
    return Value(a.data**b.data, (a, b), (b.data * a.data ** (b.data - 1),))


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

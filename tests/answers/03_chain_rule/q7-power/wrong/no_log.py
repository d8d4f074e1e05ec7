# mistake: unnamed
# a**b as the derivative by b
def power(a, b):
    p = a.data**b.data
    return Value(p, (a, b), (b.data * p / a.data, p))


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

# mistake: unnamed
# the wrong logarithm
def power(a, b):
    p = a.data**b.data
    return Value(p, (a, b), (b.data * p / a.data, p * math.log10(a.data)))


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

# mistake: unnamed
# value times slope
def power(a, b):
    p = a.data**b.data
    return Value(p, (a, b), (p * b.data * p / a.data, p * p * math.log(a.data)))


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

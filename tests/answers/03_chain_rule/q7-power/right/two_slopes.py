# method: one value with two slopes
def power(a, b):
    p = a.data**b.data
    return Value(p, (a, b), (b.data * p / a.data, math.log(a.data) * p))


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

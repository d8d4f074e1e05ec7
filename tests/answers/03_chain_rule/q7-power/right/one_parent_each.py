# method: a sum of two values, each with one parent
def power(a, b):
    p = a.data**b.data
    by_a = Value(p, (a,), (b.data * p / a.data,))
    by_b = Value(0.0, (b,), (p * math.log(a.data),))
    return by_a + by_b


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

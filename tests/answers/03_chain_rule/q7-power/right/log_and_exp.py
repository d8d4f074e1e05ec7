# method: exp(b ln a), with a new operation ln
def power(a, b):
    log = Value(math.log(a.data), (a,), (1 / a.data,))
    return (b * log).exp()


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

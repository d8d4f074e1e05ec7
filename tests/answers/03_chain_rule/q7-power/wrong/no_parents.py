# mistake: unnamed
# a value without a past
def power(a, b):
    return Value(a.data**b.data)


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

# mistake: unnamed
# right for numbers, returns no Value
def power(a, b):
    return a**b


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

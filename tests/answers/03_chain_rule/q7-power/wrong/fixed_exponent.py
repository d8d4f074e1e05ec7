# mistake: unnamed
# the engine has a power already
def power(a, b):
    return a**b.data


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

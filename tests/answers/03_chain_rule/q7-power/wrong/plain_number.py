# mistake: unnamed
# returns the number
def power(a, b):
    return a.data**b.data


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

# mistake: unnamed
# only the exponent counts
def power(a, b):
    return (b * math.log(a.data)).exp()


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

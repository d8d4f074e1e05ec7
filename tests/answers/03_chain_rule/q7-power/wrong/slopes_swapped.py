# mistake: unnamed
# slopes in the other order
def power(a, b):
    p = a.data**b.data
    return Value(p, (a, b), (p * math.log(a.data), b.data * p / a.data))


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

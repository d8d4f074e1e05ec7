# mistake: unnamed
# multiplies b times, whole exponents only
def power(a, b):
    result = Value(1.0)
    for _ in range(int(b.data)):
        result = result * a
    return result


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

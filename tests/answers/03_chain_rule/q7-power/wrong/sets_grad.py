# mistake: unnamed
# writes .grad of the inputs, which is right where nothing comes after
def power(a, b):
    p = a.data**b.data
    a.grad, b.grad = b.data * p / a.data, p * math.log(a.data)
    return Value(p)


def power_gradients(f, x, y):
    return run(lambda a, b: f(power, a, b), x, y)

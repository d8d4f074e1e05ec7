# mistake: unnamed
# no pass at all
def every_gradient(f, *numbers):
    inputs = [Value(number) for number in numbers]
    return [[value.grad for value in inputs] for _ in f(*inputs)]

# mistake: unnamed
# all results in one pass
def every_gradient(f, *numbers):
    inputs = [Value(number) for number in numbers]
    sum(f(*inputs), Value(0.0)).backward()
    return [value.grad for value in inputs]

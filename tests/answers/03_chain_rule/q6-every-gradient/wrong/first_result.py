# mistake: unnamed
# one row
def every_gradient(f, *numbers):
    inputs = [Value(number) for number in numbers]
    f(*inputs)[0].backward()
    return [[value.grad for value in inputs]]

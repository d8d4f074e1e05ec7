# mistake: unnamed
# one list for each input
def every_gradient(f, *numbers):
    rows = []
    for k in range(len(f(*[Value(number) for number in numbers]))):
        inputs = [Value(number) for number in numbers]
        f(*inputs)[k].backward()
        rows.append([value.grad for value in inputs])
    return [list(column) for column in zip(*rows, strict=True)]

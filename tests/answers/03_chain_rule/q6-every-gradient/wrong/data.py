# mistake: unnamed
# .data for .grad
def every_gradient(f, *numbers):
    rows = []
    for k in range(len(f(*[Value(number) for number in numbers]))):
        inputs = [Value(number) for number in numbers]
        f(*inputs)[k].backward()
        rows.append([value.data for value in inputs])
    return rows

# mistake: ENGINE_STALE_GRAD
# one pass after the other
def every_gradient(f, *numbers):
    inputs = [Value(number) for number in numbers]
    rows = []
    for result in f(*inputs):
        result.backward()
        rows.append([value.grad for value in inputs])
    return rows

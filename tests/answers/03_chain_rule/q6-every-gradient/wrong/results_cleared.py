# mistake: ENGINE_STALE_GRAD
# clears the results and the inputs
def every_gradient(f, *numbers):
    inputs = [Value(number) for number in numbers]
    results = f(*inputs)
    rows = []
    for result in results:
        for value in [*inputs, *results]:
            value.grad = 0.0
        result.backward()
        rows.append([value.grad for value in inputs])
    return rows

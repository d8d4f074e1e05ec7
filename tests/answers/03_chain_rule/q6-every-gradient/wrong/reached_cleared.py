# mistake: ENGINE_STALE_GRAD
# clears what the coming pass reaches
def every_gradient(f, *numbers):
    inputs = [Value(number) for number in numbers]
    rows = []
    for result in f(*inputs):
        for value in order(result):
            value.grad = 0.0
        result.backward()
        rows.append([value.grad for value in inputs])
    return rows

# mistake: ENGINE_STALE_GRAD
# clears the middle, as PyTorch keeps nothing there
def every_gradient(f, *numbers):
    inputs = [Value(number) for number in numbers]
    rows = []
    for result in f(*inputs):
        for value in order(result):
            if value not in inputs:
                value.grad = 0.0
        result.backward()
        rows.append([value.grad for value in inputs])
    return rows

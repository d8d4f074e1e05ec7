# mistake: ENGINE_STALE_GRAD
# takes the difference to the pass before
def every_gradient(f, *numbers):
    inputs = [Value(number) for number in numbers]
    rows, before = [], [0.0] * len(numbers)
    for result in f(*inputs):
        result.backward()
        now = [value.grad for value in inputs]
        rows.append([n - b for n, b in zip(now, before, strict=True)])
        before = now
    return rows

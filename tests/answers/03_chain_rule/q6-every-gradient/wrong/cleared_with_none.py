# mistake: unnamed
# None, as one clears in PyTorch
def every_gradient(f, *numbers):
    inputs = [Value(number) for number in numbers]
    results = f(*inputs)
    rows = []
    for result in results:
        for value in (value for one in results for value in order(one)):
            value.grad = None
        result.backward()
        rows.append([value.grad for value in inputs])
    return rows

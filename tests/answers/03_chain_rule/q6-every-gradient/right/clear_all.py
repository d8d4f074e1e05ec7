# method: clears all values behind all results
def every_gradient(f, *numbers):
    inputs = [Value(number) for number in numbers]
    results = f(*inputs)
    everything = {value for result in results for value in order(result)} | set(inputs)
    rows = []
    for result in results:
        for value in everything:
            value.grad = 0.0
        result.backward()
        rows.append([value.grad for value in inputs])
    return rows

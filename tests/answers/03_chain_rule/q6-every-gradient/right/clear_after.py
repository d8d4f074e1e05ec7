# method: clears what a pass reached as soon as it is read
def every_gradient(f, *numbers):
    inputs = [Value(number) for number in numbers]
    rows = []
    for result in f(*inputs):
        result.backward()
        rows.append([value.grad for value in inputs])
        for value in order(result):
            value.grad = 0.0
    return rows

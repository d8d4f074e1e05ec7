# method: its own pass with a dict of gradients
def every_gradient(f, *numbers):
    inputs = [Value(number) for number in numbers]
    rows = []
    for result in f(*inputs):
        grads = {result: 1.0}
        for value in order(result):
            for parent, slope in zip(value.parents, value.slopes, strict=True):
                grads[parent] = grads.get(parent, 0.0) + slope * grads[value]
        rows.append([grads.get(value, 0.0) for value in inputs])
    return rows

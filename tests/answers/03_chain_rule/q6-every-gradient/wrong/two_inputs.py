# mistake: unnamed
# takes two numbers, whatever f takes
def every_gradient(f, x, y):
    rows = []
    for k in range(len(f(Value(x), Value(y)))):
        inputs = [Value(x), Value(y)]
        f(*inputs)[k].backward()
        rows.append([value.grad for value in inputs])
    return rows

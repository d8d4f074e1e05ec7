# mistake: unnamed
# plain numbers
def every_gradient(f, *numbers):
    results = f(*numbers)
    for result in results:
        result.backward()
    return [[number.grad for number in numbers] for _ in results]

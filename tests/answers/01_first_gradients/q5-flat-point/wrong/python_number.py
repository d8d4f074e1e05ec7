# mistake: PYTHON_NUMBER
# low and high are floats, so the middle is one
def flat_point(f, low, high):
    for _ in range(60):
        middle = (low + high) / 2
        f(middle).backward()
        if middle.grad > 0:
            high = middle
        else:
            low = middle
    return middle

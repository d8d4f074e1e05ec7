# mistake: unnamed
# looks for f(x) = 0
def flat_point(f, low, high):
    for _ in range(60):
        middle = (low + high) / 2
        if f(number(middle)) * f(number(low)) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2

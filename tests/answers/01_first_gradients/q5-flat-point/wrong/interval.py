# mistake: unnamed
# returns the last interval
def flat_point(f, low, high):
    slope = torch.func.grad(f)
    for _ in range(60):
        middle = (low + high) / 2
        if slope(number(middle)) * slope(number(low)) > 0:
            low = middle
        else:
            high = middle
    return low, high

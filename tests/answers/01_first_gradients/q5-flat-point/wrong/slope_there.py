# mistake: unnamed
# returns the slope that it found, not the place
def flat_point(f, low, high):
    slope = torch.func.grad(f)
    for _ in range(60):
        middle = (low + high) / 2
        if slope(number(middle)) * slope(number(low)) > 0:
            low = middle
        else:
            high = middle
    return slope(number(middle))

# mistake: unnamed
# keeps the half without the sign change
def flat_point(f, low, high):
    slope = torch.func.grad(f)
    for _ in range(60):
        middle = (low + high) / 2
        if slope(number(middle)) * slope(number(low)) > 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2

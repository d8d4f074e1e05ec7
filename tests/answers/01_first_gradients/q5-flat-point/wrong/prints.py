# mistake: unnamed
# prints in place of returning
def flat_point(f, low, high):
    slope = torch.func.grad(f)
    for _ in range(60):
        middle = (low + high) / 2
        if slope(number(middle)) * slope(number(low)) > 0:
            low = middle
        else:
            high = middle
    print(middle)

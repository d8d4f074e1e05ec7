# mistake: unnamed
# every flat point is a valley
def flat_point(f, low, high):
    for _ in range(60):
        middle = (low + high) / 2
        if torch.func.grad(f)(number(middle)) > 0:
            high = middle
        else:
            low = middle
    return middle

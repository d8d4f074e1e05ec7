# mistake: NO_BACKWARD
# reads .grad without a backward pass
def flat_point(f, low, high):
    def slope(x):
        x = torch.tensor(x, dtype=torch.float64, device=device, requires_grad=True)
        f(x)
        return x.grad

    for _ in range(60):
        middle = (low + high) / 2
        if slope(middle) * slope(low) > 0:
            low = middle
        else:
            high = middle
    return middle

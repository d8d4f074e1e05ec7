# mistake: unnamed
# one leaf for the whole search, whose .grad adds up
def flat_point(f, low, high):
    x = torch.tensor(low, dtype=torch.float64, device=device, requires_grad=True)
    f(x).backward()
    at_low = x.grad.item()
    for _ in range(60):
        middle = (low + high) / 2
        x.data.fill_(middle)
        f(x).backward()
        if x.grad.item() * at_low > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2

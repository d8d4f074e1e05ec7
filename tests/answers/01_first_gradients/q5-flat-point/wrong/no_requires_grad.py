# mistake: unnamed
# forgot requires_grad
def flat_point(f, low, high):
    for _ in range(60):
        middle = torch.tensor((low + high) / 2, dtype=torch.float64, device=device)
        f(middle).backward()
        if middle.grad > 0:
            high = middle
        else:
            low = middle
    return middle

# mistake: unnamed
# the smallest of a thousand values
def flat_point(f, low, high):
    grid = torch.linspace(low, high, 1001, dtype=torch.float64, device=device)
    values = torch.stack([f(x) for x in grid])
    return grid[values.argmin()]

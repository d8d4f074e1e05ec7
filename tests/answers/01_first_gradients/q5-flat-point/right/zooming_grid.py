# method: a grid of slopes at once (vmap), zoomed into where the sign changes
def flat_point(f, low, high):
    slopes = torch.vmap(torch.func.grad(f))
    for _ in range(12):
        grid = torch.linspace(low, high, 33, dtype=torch.float64, device=device)
        signs = torch.sign(slopes(grid))
        k = int((signs != signs[0]).to(torch.int64).argmax())
        low, high = grid[k - 1].item(), grid[k].item()
    return high

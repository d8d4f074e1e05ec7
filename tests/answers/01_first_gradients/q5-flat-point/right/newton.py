# method: Newton on the slope, kept inside the interval
def flat_point(f, low, high):
    slope, curvature = torch.func.grad(f), torch.func.grad(torch.func.grad(f))
    x = number((low + high) / 2)
    for _ in range(100):
        step = slope(x) / curvature(x)
        x = (x - step).clamp(low + 1e-9, high - 1e-9)
    return x

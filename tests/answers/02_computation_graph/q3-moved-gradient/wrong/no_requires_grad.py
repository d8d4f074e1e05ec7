# mistake: unnamed
# converted, and never asked for a gradient
def moved_gradient(x):
    x = x.to(device=device, dtype=torch.float64)
    growth(x).backward()
    return x.grad

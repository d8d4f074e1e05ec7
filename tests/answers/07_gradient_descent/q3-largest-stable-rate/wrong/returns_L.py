# mistake: unnamed
# returns the curvature
def largest_stable_rate(f, w):
    g = torch.func.grad(f)
    return (g(w + 1) - g(w)).max()

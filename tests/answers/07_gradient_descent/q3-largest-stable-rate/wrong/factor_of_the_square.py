# mistake: LR_TOO_LARGE
# takes the factor in front of the square for the curvature
def largest_stable_rate(f, w):
    g = torch.func.grad(f)
    return 2 / ((g(w + 1) - g(w)).max() / 2)

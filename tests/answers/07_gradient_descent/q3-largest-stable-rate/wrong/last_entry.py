# mistake: LR_TOO_LARGE
# takes the last curvature
def largest_stable_rate(f, w):
    g = torch.func.grad(f)
    return 2 / (g(w + 1) - g(w))[-1]

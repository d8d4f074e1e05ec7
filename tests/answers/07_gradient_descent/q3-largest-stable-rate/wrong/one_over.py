# mistake: unnamed
# the rate that reaches the minimum in one step
def largest_stable_rate(f, w):
    g = torch.func.grad(f)
    return 1 / (g(w + 1) - g(w)).max()

# mistake: unnamed
# no return line
def largest_stable_rate(f, w):
    g = torch.func.grad(f)
    rate = 2 / (g(w + 1) - g(w)).max()

# mistake: unnamed
# leaves out a term of the product rule
def gradient_and_hessian(x):
    a, b = x
    g = torch.stack([-2 * (1 - a) - 400 * a * (b - a**2), 200 * (b - a**2)])
    H = torch.stack([torch.stack([2 - 400 * (b - a**2), -400 * a]), torch.stack([-400 * a, 200 + 0 * a])])
    return g, H

# method: closed form
def gradient_and_hessian(x):
    a, b = x
    gradient = torch.stack([2 * (a - 1) - 400 * a * (b - a**2), 200 * (b - a**2)])
    first = torch.stack([2 - 400 * b + 1200 * a**2, -400 * a])
    second = torch.stack([-400 * a, torch.full_like(a, 200.0)])
    return gradient, torch.stack([first, second])

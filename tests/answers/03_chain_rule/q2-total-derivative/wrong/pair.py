# mistake: unnamed
# both paths, not added
def total_derivative(t):
    x, y = torch.cos(t), t**2
    return 2 * x * y * -torch.sin(t), (x**2 + 1) * 2 * t

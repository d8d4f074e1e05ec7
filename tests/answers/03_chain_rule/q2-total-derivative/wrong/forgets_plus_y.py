# mistake: unnamed
# the second use of y, "+ y", is left out
def total_derivative(t):
    x, y = torch.cos(t), t**2
    return 2 * x * y * -torch.sin(t) + x**2 * 2 * t

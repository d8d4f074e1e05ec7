# mistake: unnamed
# adds the partials and forgets the inner derivatives
def total_derivative(t):
    x, y = torch.cos(t), t**2
    return 2 * x * y + x**2 + 1

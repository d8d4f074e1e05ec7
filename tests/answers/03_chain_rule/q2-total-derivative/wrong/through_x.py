# mistake: MISSING_PATH
# one path and stop
def total_derivative(t):
    x, y = torch.cos(t), t**2
    return 2 * x * y * -torch.sin(t)

# mistake: MISSING_PATH
# x taken as a constant
def total_derivative(t):
    x = torch.cos(t)
    return (x**2 + 1) * 2 * t

# method: t put into f, then the product rule on t² cos² t + t²
def total_derivative(t):
    return 2 * t * torch.cos(t) ** 2 - t**2 * torch.sin(2 * t) + 2 * t

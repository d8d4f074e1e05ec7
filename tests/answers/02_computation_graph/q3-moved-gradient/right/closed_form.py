# method: by hand
def moved_gradient(x):
    x = x.double()
    return (2 * x + x**2) * torch.exp(x)

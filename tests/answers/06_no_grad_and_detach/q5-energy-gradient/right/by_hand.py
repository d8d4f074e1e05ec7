# method: closed form
def energy_gradient(x):
    h = torch.sigmoid(x)
    return (4 * h * h.sum() + 2 * (h**2).sum()) * h * (1 - h)

# mistake: unnamed
# doubles before the squares are taken
def energy_gradient(x):
    x = x.clone().requires_grad_()
    h = 2 * torch.sigmoid(x)
    ((h**2).sum() * h.sum()).backward()
    return x.grad

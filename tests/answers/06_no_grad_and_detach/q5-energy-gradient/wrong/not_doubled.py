# mistake: unnamed
# leaves the line out
def energy_gradient(x):
    x = x.clone().requires_grad_()
    h = torch.sigmoid(x)
    ((h**2).sum() * h.sum()).backward()
    return x.grad

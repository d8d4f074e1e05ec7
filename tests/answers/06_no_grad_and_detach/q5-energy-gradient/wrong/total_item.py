# mistake: unnamed
# total becomes a number
def energy_gradient(x):
    x = x.clone().requires_grad_()
    h = torch.sigmoid(x)
    total = (h**2).sum().item()
    h = 2 * h
    (total * h.sum()).backward()
    return x.grad

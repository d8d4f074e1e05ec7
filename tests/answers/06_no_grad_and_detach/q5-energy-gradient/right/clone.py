# method: the in-place change goes to a clone
def energy_gradient(x):
    x = x.clone().requires_grad_()
    h = torch.sigmoid(x)
    total = (h**2).sum()
    h = h.clone()
    h *= 2
    return torch.autograd.grad(total * h.sum(), x)[0]

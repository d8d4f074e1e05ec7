# mistake: DATA_BYPASS
# the same with mul_
def energy_gradient(x):
    x = x.clone().requires_grad_()
    h = x.sigmoid()
    total = h.pow(2).sum()
    h.data.mul_(2.0)
    return torch.autograd.grad(total * h.sum(), x)[0]

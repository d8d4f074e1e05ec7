# mistake: DATA_BYPASS
# with .data the error is gone
def energy_gradient(x):
    x = x.clone().requires_grad_()
    h = torch.sigmoid(x)
    total = (h**2).sum()
    h.data *= 2
    (total * h.sum()).backward()
    return x.grad

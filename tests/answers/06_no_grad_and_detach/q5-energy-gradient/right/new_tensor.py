# method: the doubled values get a tensor of their own
def energy_gradient(x):
    x = x.clone().requires_grad_()
    h = torch.sigmoid(x)
    (((h**2).sum()) * (2 * h).sum()).backward()
    return x.grad

# method: operations that do not save what is changed
def energy_gradient(x):
    x = x.clone().requires_grad_()
    h = torch.sigmoid(x)
    h2 = torch.sigmoid(x)
    h2 = h2 + h2
    ((h * h).sum() * h2.sum()).backward()
    return x.grad

# mistake: DETACHED_TOO_MUCH
# takes the doubled values out of the graph
def energy_gradient(x):
    x = x.clone().requires_grad_()
    h = torch.sigmoid(x)
    total = (h**2).sum()
    doubled = h.detach() * 2
    (total * doubled.sum()).backward()
    return x.grad

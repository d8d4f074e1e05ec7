# mistake: SAVED_TENSOR_MUTATED
# detach() makes a copy, does it not?
def energy_gradient(x):
    x = x.clone().requires_grad_()
    h = torch.sigmoid(x)
    total = (h**2).sum()
    h.detach().mul_(2)
    (total * h.sum()).backward()
    return x.grad

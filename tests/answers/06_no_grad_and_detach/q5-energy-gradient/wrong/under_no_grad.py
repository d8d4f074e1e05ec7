# mistake: SAVED_TENSOR_MUTATED
# no_grad, so that autograd does not notice
def energy_gradient(x):
    x = x.clone().requires_grad_()
    h = torch.sigmoid(x)
    total = (h**2).sum()
    with torch.no_grad():
        h *= 2
    (total * h.sum()).backward()
    return x.grad

# mistake: SAVED_TENSOR_MUTATED
# the copy protects h**2 only; sigmoid is forgotten
def energy_gradient(x):
    x = x.clone().requires_grad_()
    h = torch.sigmoid(x)
    total = (h.clone() ** 2).sum()
    h *= 2
    (total * h.sum()).backward()
    return x.grad

# mistake: unnamed
# autograd.grad, and then .grad all the same
def parameter_gradient(w):
    weight = torch.nn.Parameter(w.clone())
    torch.autograd.grad(energy(weight), weight)
    return weight.grad

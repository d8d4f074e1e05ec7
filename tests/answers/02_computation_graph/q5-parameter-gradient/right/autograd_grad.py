# method: autograd.grad
def parameter_gradient(w):
    weight = torch.nn.Parameter(w)
    return torch.autograd.grad(energy(weight), weight)[0]

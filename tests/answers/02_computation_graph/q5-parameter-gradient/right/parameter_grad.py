# method: read .grad of the parameter
def parameter_gradient(w):
    weight = torch.nn.Parameter(w.clone())
    energy(weight).backward()
    return weight.grad

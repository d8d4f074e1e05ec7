# mistake: NO_BACKWARD
# reads the right tensor too early
def parameter_gradient(w):
    weight = torch.nn.Parameter(w.clone())
    energy(weight)
    return weight.grad

# mistake: SAVED_TENSOR_MUTATED
# retain_graph as the cure for all
def energy_gradient(x):
    x = x.clone().requires_grad_()
    energy(x).backward(retain_graph=True)
    return x.grad

# mistake: SAVED_TENSOR_MUTATED
# calls energy
def energy_gradient(x):
    x = x.clone().requires_grad_()
    energy(x).backward()
    return x.grad

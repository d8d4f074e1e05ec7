# mistake: NO_ZERO_GRAD
# two backward passes into one leaf
def parameter_gradient(w):
    weight = torch.nn.Parameter(w.clone())
    for _ in range(2):
        energy(weight).backward()
    return weight.grad

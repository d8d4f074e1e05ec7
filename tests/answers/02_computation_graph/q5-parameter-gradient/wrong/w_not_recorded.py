# mistake: unnamed
# took requires_grad away from w, and still reads it
def parameter_gradient(w):
    weight = torch.nn.Parameter(w)
    energy(weight).backward()
    return w.grad

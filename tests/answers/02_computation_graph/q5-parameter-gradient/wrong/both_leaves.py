# mistake: unnamed
# goes back through both leaves, and adds what they got
def parameter_gradient(w):
    w = w.clone().requires_grad_()
    weight = torch.nn.Parameter(w)
    energy(weight).backward()
    energy(w).backward()
    return weight.grad + w.grad

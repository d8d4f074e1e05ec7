# mistake: unnamed
# thinks that the two share too much
def parameter_gradient(w):
    w = w.clone().requires_grad_()
    weight = torch.nn.Parameter(w.detach().clone())
    energy(weight).backward()
    return w.grad

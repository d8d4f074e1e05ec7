# mistake: unnamed
# copied the broken function
def parameter_gradient(w):
    w = w.clone().requires_grad_()
    weight = torch.nn.Parameter(w)
    energy(weight).backward()
    return w.grad

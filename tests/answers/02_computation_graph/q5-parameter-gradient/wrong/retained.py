# mistake: unnamed
# retain_grad on the wrong tensor, which is a leaf
def parameter_gradient(w):
    w = w.clone().requires_grad_()
    w.retain_grad()
    weight = torch.nn.Parameter(w)
    energy(weight).backward()
    return w.grad

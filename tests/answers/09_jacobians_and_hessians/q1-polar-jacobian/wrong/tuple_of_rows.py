# mistake: unnamed
# a pair of rows
def polar_jacobian(polar):
    leaf = polar.clone().requires_grad_()
    x, y = cartesian(leaf)
    return torch.autograd.grad(x, leaf, retain_graph=True)[0], torch.autograd.grad(y, leaf)[0]

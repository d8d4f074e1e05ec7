# method: switches recording on for the tensor that came in
def polar_jacobian(polar):
    polar.requires_grad_()
    y = cartesian(polar)
    rows = [torch.autograd.grad(y[i], polar, retain_graph=True)[0] for i in range(2)]
    return torch.stack(rows)

# mistake: HESSIAN_NO_GRAPH
def gradient_and_hessian(x):
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(rosenbrock(x), x)
    rows = [torch.autograd.grad(entry, x, retain_graph=True)[0] for entry in gradient]
    return gradient, torch.stack(rows)

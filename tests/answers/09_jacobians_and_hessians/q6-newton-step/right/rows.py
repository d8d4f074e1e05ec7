# method: autograd.grad by rows
def newton_step(f, x):
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(x), x, create_graph=True)
    rows = [torch.autograd.grad(entry, x, retain_graph=True)[0] for entry in gradient]
    return (x - torch.linalg.solve(torch.stack(rows), gradient)).detach()

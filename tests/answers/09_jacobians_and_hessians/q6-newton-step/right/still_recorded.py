# method: leaves the graph at the point
def newton_step(f, x):
    x = x.clone().requires_grad_()
    (g,) = torch.autograd.grad(f(x), x, create_graph=True)
    H = torch.stack([torch.autograd.grad(entry, x, retain_graph=True)[0] for entry in g])
    return x - torch.linalg.solve(H, g)

# mistake: unnamed
# No matrix, and one pass for each row.
def hvp(f, x, v):
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(x), x, create_graph=True)
    return torch.stack([torch.autograd.grad(entry, x, retain_graph=True)[0] @ v for entry in gradient])

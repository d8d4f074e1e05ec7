# mistake: unnamed
# Right for vectors; a matrix keeps the shape of the pile.
def jacobian_by_rows(f, x):
    x = x.clone().requires_grad_()
    y = f(x)
    return torch.stack([torch.autograd.grad(entry, x, retain_graph=True)[0] for entry in y.reshape(-1)])

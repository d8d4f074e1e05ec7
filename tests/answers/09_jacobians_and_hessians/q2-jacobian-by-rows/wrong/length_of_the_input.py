# mistake: unnamed
# len(x) for the shape of x
def jacobian_by_rows(f, x):
    leaf = x.clone().requires_grad_()
    y = f(leaf)
    rows = [torch.autograd.grad(entry, leaf, retain_graph=True)[0] for entry in y.reshape(-1)]
    return torch.stack(rows).reshape(*y.shape, len(x))

# mistake: unnamed
# takes the input for one axis
def jacobian_by_rows(f, x):
    leaf = x.clone().requires_grad_()
    y = f(leaf)
    rows = [torch.autograd.grad(entry, leaf, retain_graph=True)[0].reshape(-1) for entry in y.reshape(-1)]
    return torch.stack(rows).reshape(y.shape + (x.numel(),))

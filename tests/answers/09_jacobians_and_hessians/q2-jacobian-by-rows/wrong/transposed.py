# mistake: JACOBIAN_TRANSPOSED
def jacobian_by_rows(f, x):
    x = x.clone().requires_grad_()
    y = f(x)
    rows = torch.stack([torch.autograd.grad(entry, x, retain_graph=True)[0] for entry in y.reshape(-1)], dim=-1)
    return rows.reshape(x.shape + y.shape)

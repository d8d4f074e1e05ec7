# mistake: FREED_GRAPH
def jacobian_by_rows(f, x):
    x = x.clone().requires_grad_()
    y = f(x)
    rows = [torch.autograd.grad(entry, x)[0] for entry in y.reshape(-1)]
    return torch.stack(rows).reshape(y.shape + x.shape)

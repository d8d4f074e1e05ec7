# mistake: NO_ZERO_GRAD
def jacobian_by_rows(f, x):
    x = x.clone().requires_grad_()
    y = f(x)
    rows = []
    for entry in y.reshape(-1):
        entry.backward(retain_graph=True)
        rows.append(x.grad.clone())
    return torch.stack(rows).reshape(y.shape + x.shape)

# mistake: unnamed
# Right values, and f is called once for each row.
def jacobian_by_rows(f, x):
    y = f(x)
    rows = []
    for k in range(y.numel()):
        leaf = x.clone().requires_grad_()
        f(leaf).reshape(-1)[k].backward()
        rows.append(leaf.grad)
    return torch.stack(rows).reshape(y.shape + x.shape)

# method: one leaf, .grad cleared for each row
def jacobian_rows(f, x):
    x = x.clone().requires_grad_()
    y = f(x)
    rows = torch.zeros(len(y), len(x), dtype=x.dtype, device=x.device)
    for k in range(len(y)):
        x.grad = None
        y[k].backward(retain_graph=True)
        rows[k] = x.grad
    return rows

# method: backward with the gradient cleared before each row
def jacobian_by_rows(f, x):
    x = x.clone().requires_grad_()
    y = f(x)
    rows = []
    for entry in y.flatten():
        x.grad = None
        entry.backward(retain_graph=True)
        rows.append(x.grad)
    return torch.stack(rows).view(y.shape + x.shape)

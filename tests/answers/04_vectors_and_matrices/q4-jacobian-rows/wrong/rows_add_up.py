# mistake: NO_ZERO_GRAD
# one leaf, never cleared, each row copied
def jacobian_rows(f, x):
    x = x.clone().requires_grad_()
    rows = []
    for k in range(len(f(x))):
        f(x)[k].backward()
        rows.append(x.grad.clone())
    return torch.stack(rows)

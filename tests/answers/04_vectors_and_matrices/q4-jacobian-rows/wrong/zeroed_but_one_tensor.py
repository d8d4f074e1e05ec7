# mistake: unnamed
# cleared in place, so every row is the last one
def jacobian_rows(f, x):
    x = x.clone().requires_grad_()
    rows = []
    for k in range(len(f(x))):
        if x.grad is not None:
            x.grad.zero_()
        f(x)[k].backward()
        rows.append(x.grad)
    return torch.stack(rows)

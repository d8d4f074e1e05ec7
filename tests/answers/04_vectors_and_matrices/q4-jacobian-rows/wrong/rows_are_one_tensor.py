# mistake: unnamed
# one leaf, never cleared, .grad itself collected: every row is the same tensor
def jacobian_rows(f, x):
    x = x.clone().requires_grad_()
    rows = []
    for k in range(len(f(x))):
        f(x)[k].backward()
        rows.append(x.grad)
    return torch.stack(rows)

# mistake: unnamed
# a loop over the rows, each of them with ones
def jacobian_rows(f, x):
    rows = []
    for _ in range(len(f(x))):
        leaf = x.clone().requires_grad_()
        f(leaf).sum().backward()
        rows.append(leaf.grad)
    return torch.stack(rows)

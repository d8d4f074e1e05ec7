# mistake: JACOBIAN_TRANSPOSED
# stacks the rows as columns
def jacobian_rows(f, x):
    rows = []
    for k in range(len(f(x))):
        leaf = x.clone().requires_grad_()
        f(leaf)[k].backward()
        rows.append(leaf.grad)
    return torch.stack(rows, dim=1)

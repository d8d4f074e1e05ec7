# mistake: NO_BACKWARD
# picks each output and reads .grad
def jacobian_rows(f, x):
    rows = []
    for k in range(len(f(x))):
        leaf = x.clone().requires_grad_()
        f(leaf)[k]
        rows.append(leaf.grad)
    return torch.stack(rows)

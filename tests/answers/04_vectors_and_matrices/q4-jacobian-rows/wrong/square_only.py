# mistake: unnamed
# as many rows as inputs
def jacobian_rows(f, x):
    jacobian = torch.zeros(len(x), len(x), dtype=x.dtype, device=x.device)
    rows = torch.func.jacrev(f)(x)
    jacobian[: len(rows)] = rows[: len(x)]
    return jacobian

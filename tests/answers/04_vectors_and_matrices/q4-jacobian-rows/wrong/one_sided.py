# mistake: unnamed
# rough differences
def jacobian_rows(f, x):
    unit = torch.eye(len(x), dtype=x.dtype, device=x.device)
    return torch.stack([(f(x + 1e-4 * e) - f(x)) / 1e-4 for e in unit], dim=1)

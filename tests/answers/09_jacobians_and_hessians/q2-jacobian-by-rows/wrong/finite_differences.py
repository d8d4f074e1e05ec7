# mistake: unnamed
# divides differences, with many calls of f
def jacobian_by_rows(f, x):
    h = 1e-6
    y = f(x)
    J = torch.zeros(y.shape + x.shape, dtype=x.dtype)
    flat = J.reshape(y.numel(), x.numel())
    for j in range(x.numel()):
        e = torch.zeros(x.numel(), dtype=x.dtype)
        e[j] = h
        flat[:, j] = (f(x + e.reshape(x.shape)) - f(x - e.reshape(x.shape))).reshape(-1) / (2 * h)
    return J

# method: central differences of (v * y).sum(), extrapolated once
def pull_back(f, x, v):
    def at(k, h):
        moved = x.clone()
        moved.view(-1)[k] += h
        return (v * f(moved)).sum()

    def central(k, h):
        return (at(k, h) - at(k, -h)) / (2 * h)

    entries = [(4 * central(k, 1e-3) - central(k, 2e-3)) / 3 for k in range(x.numel())]
    return torch.stack(entries).reshape(x.shape)

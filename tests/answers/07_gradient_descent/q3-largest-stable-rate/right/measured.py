# method: tries many rates at once, and looks which of them make the steps grow
def largest_stable_rate(f, w):
    def settle(rates, steps):
        points, gradient = (w + 7.3).repeat(len(rates), 1), torch.func.vmap(torch.func.grad(f))
        first = rates * gradient(points).norm(dim=1)
        grown = torch.zeros(len(rates), dtype=torch.bool, device=w.device)
        for _ in range(steps):
            step = rates[:, None] * gradient(points)
            grown |= ~(step.norm(dim=1) <= 1.5 * first)
            points = points - step
        return rates[~grown].max()

    rates = torch.logspace(-3, 3, 300, dtype=w.dtype, device=w.device)
    coarse = settle(rates, 60)
    return settle(torch.linspace(0.98, 1.06, 300, dtype=w.dtype, device=w.device) * coarse, 600)

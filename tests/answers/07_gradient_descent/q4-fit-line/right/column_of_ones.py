# method: one vector of parameters, with a column of ones for the intercept
def fit_line(x, y, lr, steps):
    ones = torch.cat([x, torch.ones_like(x[:, :1])], dim=1)
    p, losses = torch.zeros_like(ones[0]), []
    for _ in range(steps):
        p = p.detach().requires_grad_()
        loss = ((ones @ p - y) ** 2).mean()
        (gradient,) = torch.autograd.grad(loss, p)
        losses.append(loss.item())
        p = p - lr * gradient
    return p[:-1], p[-1], torch.tensor(losses, dtype=x.dtype, device=x.device)

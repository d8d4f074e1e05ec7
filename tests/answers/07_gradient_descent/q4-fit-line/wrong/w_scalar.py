# mistake: unnamed
# takes x for one column: w of shape ()
def fit_line(x, y, lr, steps):
    w = torch.zeros((), dtype=torch.float64, device=x.device, requires_grad=True)
    b = torch.zeros((), dtype=torch.float64, device=x.device, requires_grad=True)
    losses = []
    for _ in range(steps):
        w.grad = b.grad = None
        loss = ((w * x[:, 0] + b - y) ** 2).mean()
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return w.detach().reshape(1), b.detach(), torch.tensor(losses, dtype=torch.float64, device=x.device)

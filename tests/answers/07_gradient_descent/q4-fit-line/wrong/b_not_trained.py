# mistake: unnamed
# forgets to step b
def fit_line(x, y, lr, steps):
    w = torch.zeros(x.shape[1], dtype=torch.float64, device=x.device, requires_grad=True)
    b = torch.zeros((), dtype=torch.float64, device=x.device, requires_grad=True)
    losses = []
    for _ in range(steps):
        w.grad = b.grad = None
        loss = line_loss(w, b, x, y)
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach(), b.detach(), torch.tensor(losses, dtype=torch.float64, device=x.device)

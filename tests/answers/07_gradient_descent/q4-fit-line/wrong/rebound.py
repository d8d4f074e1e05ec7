# mistake: REBOUND_LEAF
# w = w - …
def fit_line(x, y, lr, steps):
    w = torch.zeros(x.shape[1], dtype=x.dtype, device=x.device, requires_grad=True)
    b = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
    losses = []
    for _ in range(steps):
        loss = line_loss(w, b, x, y)
        loss.backward()
        losses.append(loss.detach())
        w = w - lr * w.grad
        b = b - lr * b.grad
    return w, b, torch.stack(losses)

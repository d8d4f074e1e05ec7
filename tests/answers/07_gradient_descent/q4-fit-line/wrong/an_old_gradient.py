# mistake: STEP_BEFORE_BACKWARD
# loss, step, clear, backward
def fit_line(x, y, lr, steps):
    w = torch.zeros(x.shape[1], dtype=x.dtype, device=x.device, requires_grad=True)
    b = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=lr)
    losses = []
    for _ in range(steps):
        loss = ((x * w).sum(1) + b - y).square().mean()
        optimizer.step()
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
    return w, b, torch.tensor(losses, dtype=x.dtype, device=x.device)

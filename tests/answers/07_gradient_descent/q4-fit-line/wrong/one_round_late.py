# mistake: STEP_BEFORE_BACKWARD
# step, clear, loss, backward
def fit_line(x, y, lr, steps):
    w = torch.zeros(x.shape[1], dtype=x.dtype, device=x.device, requires_grad=True)
    b = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.step()
        optimizer.zero_grad()
        loss = line_loss(w, b, x, y)
        loss.backward()
        losses.append(loss.item())
    return w, b, torch.tensor(losses, dtype=x.dtype, device=x.device)

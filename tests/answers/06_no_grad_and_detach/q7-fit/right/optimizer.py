# method: torch.optim.SGD, and autograd off for the validation loss
def fit(w, x, y, x_val, y_val, steps):
    w = torch.nn.Parameter(w.clone())
    optimizer = torch.optim.SGD([w], lr=0.5)
    history = torch.zeros(steps, dtype=w.dtype)
    for k in range(steps):
        optimizer.zero_grad()
        misfit(w, x, y).backward()
        optimizer.step()
        history[k] = misfit(w.detach(), x_val, y_val)
    return history.tolist()

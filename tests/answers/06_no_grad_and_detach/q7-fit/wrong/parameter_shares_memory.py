# mistake: unnamed
# nn.Parameter(w) makes a new leaf in the memory of w, so the steps change the numbers of the caller
def fit(w, x, y, x_val, y_val, steps):
    w = torch.nn.Parameter(w)
    optimizer = torch.optim.SGD([w], lr=0.5)
    history = torch.zeros(steps, dtype=w.dtype)
    for k in range(steps):
        optimizer.zero_grad()
        misfit(w, x, y).backward()
        optimizer.step()
        history[k] = misfit(w.detach(), x_val, y_val)
    return history.tolist()

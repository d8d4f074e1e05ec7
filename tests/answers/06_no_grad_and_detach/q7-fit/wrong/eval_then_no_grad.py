# mistake: LOSS_HISTORY_LEAK
# no_grad around the append, where nothing is computed any more
def fit(w, x, y, x_val, y_val, steps):
    w = w.clone().requires_grad_()
    history = []
    for _ in range(steps):
        w.grad = None
        misfit(w, x, y).backward()
        with torch.no_grad():
            w -= 0.5 * w.grad
        loss = misfit(w, x_val, y_val)
        with torch.no_grad():
            history.append(loss)
    return history

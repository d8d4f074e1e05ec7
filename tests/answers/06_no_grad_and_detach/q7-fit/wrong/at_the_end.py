# mistake: unnamed
# turns all into numbers when the loop is over
def fit(w, x, y, x_val, y_val, steps):
    w = w.clone().requires_grad_()
    history = []
    for _ in range(steps):
        w.grad = None
        misfit(w, x, y).backward()
        with torch.no_grad():
            w -= 0.5 * w.grad
        history.append(misfit(w, x_val, y_val))
    return [loss.item() for loss in history]

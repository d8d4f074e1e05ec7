# mistake: unnamed
# gradients add up
def fit(w, x, y, x_val, y_val, steps):
    w = w.clone().requires_grad_()
    history = []
    for _ in range(steps):
        misfit(w, x, y).backward()
        with torch.no_grad():
            w -= 0.5 * w.grad
        history.append(misfit(w, x_val, y_val).item())
    return history

# mistake: BAD_PARAM_UPDATE
# takes the no_grad away
def fit(w, x, y, x_val, y_val, steps):
    w = w.clone().requires_grad_()
    history = []
    for _ in range(steps):
        w.grad = None
        misfit(w, x, y).backward()
        w -= 0.5 * w.grad
        history.append(misfit(w, x_val, y_val).item())
    return history

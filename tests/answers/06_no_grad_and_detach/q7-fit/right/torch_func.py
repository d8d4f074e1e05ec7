# method: torch.func.grad, which leaves no graph
def fit(w, x, y, x_val, y_val, steps):
    history = []
    for _ in range(steps):
        w = w - 0.5 * torch.func.grad(misfit)(w, x, y)
        history.append(misfit(w, x_val, y_val))
    return history

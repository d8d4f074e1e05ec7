# method: gradient in closed form, no graph at all
def fit(w, x, y, x_val, y_val, steps):
    history = []
    for _ in range(steps):
        t = torch.tanh(x @ w)
        w = w - 0.5 * (2 * (t - y) * (1 - t**2)) @ x / len(y)
        history.append(float(misfit(w, x_val, y_val)))
    return history

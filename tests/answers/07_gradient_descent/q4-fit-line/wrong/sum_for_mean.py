# mistake: unnamed
# the sum of the squared errors
def fit_line(x, y, lr, steps):
    w, b, losses = x.new_zeros(x.shape[1]), x.new_zeros(()), []
    for _ in range(steps):
        error = x @ w + b - y
        losses.append((error**2).sum())
        w, b = w - lr * 2 * x.T @ error, b - lr * 2 * error.sum()
    return w, b, torch.stack(losses)

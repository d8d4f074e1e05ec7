# method: the gradients on paper, no autograd
def fit_line(x, y, lr, steps):
    w, b, losses = x.new_zeros(x.shape[1]), x.new_zeros(()), []
    for _ in range(steps):
        error = x @ w + b - y
        losses.append((error**2).mean())
        w, b = w - lr * 2 * x.T @ error / len(y), b - lr * 2 * error.mean()
    return w, b, torch.stack(losses)

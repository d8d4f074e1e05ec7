# mistake: unnamed
# returns w and b alone
def fit_line(x, y, lr, steps):
    w, b = x.new_zeros(x.shape[1]), x.new_zeros(())
    for _ in range(steps):
        dw, db = torch.func.grad(line_loss, argnums=(0, 1))(w, b, x, y)
        w, b = w - lr * dw, b - lr * db
    return w, b

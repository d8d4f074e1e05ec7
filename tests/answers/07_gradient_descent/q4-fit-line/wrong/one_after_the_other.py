# mistake: unnamed
# takes the gradient by b after w has moved
def fit_line(x, y, lr, steps):
    w, b, losses = x.new_zeros(x.shape[1]), x.new_zeros(()), []
    for _ in range(steps):
        losses.append(line_loss(w, b, x, y))
        w = w - lr * torch.func.grad(line_loss, argnums=0)(w, b, x, y)
        b = b - lr * torch.func.grad(line_loss, argnums=1)(w, b, x, y)
    return w, b, torch.stack(losses)

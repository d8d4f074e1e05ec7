# mistake: LOSS_HISTORY_LEAK
# a backward pass through the validation loss frees it; w.grad is cleared next
def fit(w, x, y, x_val, y_val, steps):
    w = w.clone().requires_grad_()
    history = []
    for _ in range(steps):
        w.grad = None
        misfit(w, x, y).backward()
        with torch.no_grad():
            w -= 0.5 * w.grad
        loss = misfit(w, x_val, y_val)
        loss.backward()
        history.append(loss)
    return history

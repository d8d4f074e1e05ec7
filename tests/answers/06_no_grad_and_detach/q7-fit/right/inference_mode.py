# method: the validation loss computed under inference_mode
def fit(w, x, y, x_val, y_val, steps):
    w = w.clone().requires_grad_()
    history = []
    for _ in range(steps):
        w.grad = None
        misfit(w, x, y).backward()
        with torch.no_grad():
            w -= 0.5 * w.grad
        with torch.inference_mode():
            loss = misfit(w, x_val, y_val)
        history.append(loss)
    return history

# method: entry by entry, in place
def fit(w, x, y, x_val, y_val, steps):
    w = w.clone().requires_grad_()
    history = []
    for _ in range(steps):
        w.grad = None
        misfit(w, x, y).backward()
        with torch.no_grad():
            for j in range(len(w)):
                w[j] -= 0.5 * w.grad[j]
        history.append(misfit(w, x_val, y_val).item())
    return history

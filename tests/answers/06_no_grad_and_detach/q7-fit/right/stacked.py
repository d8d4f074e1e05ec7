# method: one tensor for the whole history, as a list of tensors
def fit(w, x, y, x_val, y_val, steps):
    w = w.clone().requires_grad_()
    history = []
    for _ in range(steps):
        (slope,) = torch.autograd.grad(misfit(w, x, y), w)
        w = (w - 0.5 * slope).detach().requires_grad_()
        history.append(misfit(w, x_val, y_val).detach())
    return list(torch.stack(history))

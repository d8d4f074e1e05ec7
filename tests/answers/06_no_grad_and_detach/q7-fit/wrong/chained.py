# mistake: unnamed
# the new w keeps the graphs of all steps before it
def fit(w, x, y, x_val, y_val, steps):
    w = w.clone().requires_grad_()
    history = []
    for _ in range(steps):
        (slope,) = torch.autograd.grad(misfit(w, x, y), w, create_graph=True)
        w = w - 0.5 * slope
        history.append(misfit(w, x_val, y_val).item())
    return history

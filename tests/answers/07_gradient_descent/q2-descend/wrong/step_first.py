# mistake: STEP_BEFORE_BACKWARD
# steps if there is a gradient, then computes the next one
def descend(f, w, lr, steps):
    w = w.clone().requires_grad_()
    path = [w.detach().clone()]
    for _ in range(steps):
        if w.grad is not None:
            with torch.no_grad():
                w -= lr * w.grad
        w.grad = None
        f(w).backward()
        path.append(w.detach().clone())
    return torch.stack(path)

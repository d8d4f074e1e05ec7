# mistake: ZERO_TOO_LATE
# clears between backward and step
def descend(f, w, lr, steps):
    w = w.clone().requires_grad_()
    path = [w.detach().clone()]
    for _ in range(steps):
        f(w).backward()
        w.grad.zero_()
        with torch.no_grad():
            w -= lr * w.grad
        path.append(w.detach().clone())
    return torch.stack(path)

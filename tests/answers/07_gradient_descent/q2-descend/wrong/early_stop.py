# mistake: unnamed
# early stop
def descend(f, w, lr, steps):
    path = [w.clone()]
    w = w.clone().requires_grad_()
    for _ in range(steps):
        w.grad = None
        f(w).backward()
        if w.grad.norm() < 1.0:
            break
        with torch.no_grad():
            w -= lr * w.grad
        path.append(w.detach().clone())
    return torch.stack(path)

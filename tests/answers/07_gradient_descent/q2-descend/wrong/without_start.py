# mistake: unnamed
# the start is not in the path
def descend(f, w, lr, steps):
    w = w.clone().requires_grad_()
    path = []
    for _ in range(steps):
        w.grad = None
        f(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        path.append(w.detach().clone())
    return torch.stack(path)

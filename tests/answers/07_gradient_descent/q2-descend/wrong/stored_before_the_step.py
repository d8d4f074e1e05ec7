# mistake: unnamed
# stores the point before each step, and the start besides
def descend(f, w, lr, steps):
    w = w.clone().requires_grad_()
    path = [w.detach().clone()]
    for _ in range(steps):
        path.append(w.detach().clone())
        w.grad = None
        f(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
    return torch.stack(path)

# mistake: unnamed
# reshapes the path to two columns
def descend(f, w, lr, steps):
    path = [w.clone()]
    w = w.clone().requires_grad_()
    for _ in range(steps):
        w.grad = None
        f(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        path.append(w.detach().clone())
    return torch.cat(path).reshape(-1, 2)

# mistake: unnamed
# a list of detach() without clone()
def descend(f, w, lr, steps):
    w = w.clone().requires_grad_()
    path = [w.detach()]
    for _ in range(steps):
        w.grad = None
        f(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        path.append(w.detach())
    return torch.stack(path)

# mistake: REBOUND_LEAF
# w = w - … under no_grad
def descend(f, w, lr, steps):
    w = w.clone().requires_grad_()
    path = [w.detach()]
    for _ in range(steps):
        f(w).backward()
        with torch.no_grad():
            w = w - lr * w.grad
        path.append(w.detach())
    return torch.stack(path)

# mistake: REBOUND_LEAF
# stores the new point, and goes on from the old one
def descend(f, w, lr, steps):
    w = w.clone().requires_grad_()
    path = [w.detach().clone()]
    for _ in range(steps):
        w.grad = None
        f(w).backward()
        with torch.no_grad():
            new = w - lr * w.grad
        path.append(new)
    return torch.stack(path)

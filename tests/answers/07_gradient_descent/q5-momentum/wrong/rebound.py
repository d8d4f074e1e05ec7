# mistake: REBOUND_LEAF
# w = w - …
def descend_with_momentum(f, w, lr, mu, steps):
    w = w.clone().requires_grad_()
    v = torch.zeros_like(w, requires_grad=False)
    path = [w.detach()]
    for _ in range(steps):
        f(w).backward()
        v = mu * v + w.grad
        w = w - lr * v
        path.append(w.detach())
    return torch.stack(path)

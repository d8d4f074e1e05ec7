# method: a computed tensor that keeps its gradient
def descend(f, w, lr, steps):
    w = w.clone().requires_grad_()
    path = [w.detach()]
    for _ in range(steps):
        f(w).backward()
        w = (w - lr * w.grad).detach().requires_grad_()
        path.append(w.detach())
    return torch.stack(path)

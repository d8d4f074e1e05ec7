# method: a new leaf in every round
def descend(f, w, lr, steps):
    path = [w]
    for _ in range(steps):
        w = path[-1].clone().requires_grad_()
        f(w).backward()
        path.append((w - lr * w.grad).detach())
    return torch.stack(path)

# mistake: unnamed
# backward passes, and nobody steps
def descend(f, w, lr, steps):
    w = w.clone().requires_grad_()
    path = [w.detach().clone()]
    for _ in range(steps):
        w.grad = None
        f(w).backward()
        path.append(w.detach().clone())
    return torch.stack(path)

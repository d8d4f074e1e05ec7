# method: a velocity that is made anew in each round
def descend_with_momentum(f, w, lr, mu, steps):
    path, v = [w], torch.zeros_like(w)
    for _ in range(steps):
        w = path[-1].clone().requires_grad_()
        f(w).backward()
        v = mu * v + w.grad
        path.append(w.detach() - lr * v)
    return torch.stack(path)

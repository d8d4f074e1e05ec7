# mistake: unnamed
# mu multiplies the gradient too
def descend_with_momentum(f, w, lr, mu, steps):
    path, v = [w], torch.zeros_like(w)
    for _ in range(steps):
        v = mu * (v + torch.func.grad(f)(path[-1]))
        path.append(path[-1] - lr * v)
    return torch.stack(path)

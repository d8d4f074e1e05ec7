# mistake: unnamed
# moves first, and updates the velocity afterwards
def descend_with_momentum(f, w, lr, mu, steps):
    path, v = [w], torch.zeros_like(w)
    for _ in range(steps):
        gradient = torch.func.grad(f)(path[-1])
        path.append(path[-1] - lr * v)
        v = mu * v + gradient
    return torch.stack(path)

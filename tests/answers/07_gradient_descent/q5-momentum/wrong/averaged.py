# mistake: unnamed
# an average of gradients: (1 - mu) in front of the gradient
def descend_with_momentum(f, w, lr, mu, steps):
    path, v = [w], torch.zeros_like(w)
    for _ in range(steps):
        v = mu * v + (1 - mu) * torch.func.grad(f)(path[-1])
        path.append(path[-1] - lr * v)
    return torch.stack(path)

# mistake: unnamed
# stops moving when a step gets small
def descend(f, w, lr, steps):
    path = [w]
    for _ in range(steps):
        gradient = torch.func.grad(f)(path[-1])
        path.append(path[-1] - lr * gradient if gradient.norm() > 2.0 else path[-1])
    return torch.stack(path)

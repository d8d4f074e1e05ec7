# method: the last two points instead of a velocity
def descend_with_momentum(f, w, lr, mu, steps):
    path = [w]
    for k in range(steps):
        before = path[max(k - 1, 0)]
        path.append(path[k] - lr * torch.func.grad(f)(path[k]) + mu * (path[k] - before))
    return torch.stack(path)

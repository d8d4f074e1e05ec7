# mistake: unnamed
# a new velocity in each round
def descend_with_momentum(f, w, lr, mu, steps):
    path = [w]
    for _ in range(steps):
        v = torch.zeros_like(w)
        v = mu * v + torch.func.grad(f)(path[-1])
        path.append(path[-1] - lr * v)
    return torch.stack(path)

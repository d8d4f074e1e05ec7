# mistake: unnamed
# keeps the values instead of the points
def descend(f, w, lr, steps):
    path = [f(w)]
    for _ in range(steps):
        w = w - lr * torch.func.grad(f)(w)
        path.append(f(w))
    return torch.stack(path)

# mistake: unnamed
# every round starts at the start again
def descend(f, w, lr, steps):
    path = [w]
    for _ in range(steps):
        path.append(w - lr * torch.func.grad(f)(w))
    return torch.stack(path)

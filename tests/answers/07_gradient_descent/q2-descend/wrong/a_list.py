# mistake: unnamed
# returns a list of tensors
def descend(f, w, lr, steps):
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - lr * torch.func.grad(f)(path[-1]))
    return path

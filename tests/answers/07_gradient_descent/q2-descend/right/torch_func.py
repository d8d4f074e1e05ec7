# method: torch.func.grad, rows written into one tensor
def descend(f, w, lr, steps):
    path = w.new_empty(steps + 1, *w.shape)
    path[0] = w
    for k in range(steps):
        path[k + 1] = path[k] - lr * torch.func.grad(f)(path[k])
    return path

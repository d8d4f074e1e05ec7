# method: autograd.grad through a growing graph
def descend(f, w, lr, steps):
    path = [w.clone().requires_grad_()]
    for _ in range(steps):
        w = path[-1]
        path.append(w - lr * torch.autograd.grad(f(w), w, retain_graph=True)[0])
    return torch.stack(path).detach()

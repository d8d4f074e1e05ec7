# method: velocity and parameter changed in place
def descend_with_momentum(f, w, lr, mu, steps):
    w = w.clone().requires_grad_()
    v = torch.zeros_like(w, requires_grad=False)
    path = [w.detach().clone()]
    for _ in range(steps):
        w.grad = None
        f(w).backward()
        v.mul_(mu).add_(w.grad)
        with torch.no_grad():
            w -= lr * v
        path.append(w.detach().clone())
    return torch.stack(path)

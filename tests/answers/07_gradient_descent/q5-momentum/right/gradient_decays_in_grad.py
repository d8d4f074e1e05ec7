# method: lets .grad add up, and multiplies it by mu in each round
def descend_with_momentum(f, w, lr, mu, steps):
    w = w.clone().requires_grad_()
    path = [w.detach().clone()]
    for _ in range(steps):
        if w.grad is not None:
            w.grad.mul_(mu)
        f(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        path.append(w.detach().clone())
    return torch.stack(path)

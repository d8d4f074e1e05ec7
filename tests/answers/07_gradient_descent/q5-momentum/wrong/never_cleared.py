# mistake: NO_ZERO_GRAD
# the velocity adds up gradients that have added up already
def descend_with_momentum(f, w, lr, mu, steps):
    w = w.clone().requires_grad_()
    v = torch.zeros_like(w, requires_grad=False)
    path = [w.detach().clone()]
    for _ in range(steps):
        f(w).backward()
        v = mu * v + w.grad
        with torch.no_grad():
            w -= lr * v
        path.append(w.detach().clone())
    return torch.stack(path)

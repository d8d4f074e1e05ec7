# mistake: unnamed
# takes the gradient once, before the loop
def descend(f, w, lr, steps):
    w = w.clone().requires_grad_()
    f(w).backward()
    path = [w.detach().clone()]
    for _ in range(steps):
        with torch.no_grad():
            w -= lr * w.grad
        path.append(w.detach().clone())
    return torch.stack(path)

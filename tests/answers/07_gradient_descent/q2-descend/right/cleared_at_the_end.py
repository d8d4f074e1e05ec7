# method: clears after the step, on a leaf of its own
def descend(f, w, lr, steps):
    w = torch.nn.Parameter(w.clone())
    path = [w.detach().clone()]
    for _ in range(steps):
        f(w).backward()
        with torch.no_grad():
            w.sub_(w.grad, alpha=lr)
        w.grad.zero_()
        path.append(w.detach().clone())
    return torch.stack(path)

# mistake: FREED_GRAPH
# computes the value once, before the loop
def descend(f, w, lr, steps):
    w = w.clone().requires_grad_()
    value = f(w)
    path = [w.detach().clone()]
    for _ in range(steps):
        w.grad = None
        value.backward()
        with torch.no_grad():
            w -= lr * w.grad
        path.append(w.detach().clone())
    return torch.stack(path)

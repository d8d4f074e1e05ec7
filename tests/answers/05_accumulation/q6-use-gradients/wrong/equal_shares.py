# mistake: unnamed
# an equal share for each use
def use_gradients(f, w, n):
    w = w.clone().requires_grad_()
    f([w] * n).backward()
    return [w.grad / n for _ in range(n)]

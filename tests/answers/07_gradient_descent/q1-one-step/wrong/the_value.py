# mistake: unnamed
# returns the value at the new point
def one_step(f, w, lr):
    w = w.clone().requires_grad_()
    f(w).backward()
    return f(w.detach() - lr * w.grad)

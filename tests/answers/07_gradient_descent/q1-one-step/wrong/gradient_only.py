# mistake: unnamed
# returns the gradient
def one_step(f, w, lr):
    w = w.clone().requires_grad_()
    f(w).backward()
    return w.grad

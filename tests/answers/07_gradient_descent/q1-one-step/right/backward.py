# method: a leaf, backward, subtract
def one_step(f, w, lr):
    w = w.clone().requires_grad_()
    f(w).backward()
    return w.detach() - lr * w.grad

# mistake: unnamed
# makes every step as long as the learning rate
def one_step(f, w, lr):
    w = w.clone().requires_grad_()
    f(w).backward()
    return w.detach() - lr * w.grad / w.grad.norm()

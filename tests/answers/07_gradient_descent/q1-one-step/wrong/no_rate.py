# mistake: unnamed
# forgets the learning rate
def one_step(f, w, lr):
    w = w.clone().requires_grad_()
    f(w).backward()
    return w.detach() - w.grad

# mistake: unnamed
# no return line
def one_step(f, w, lr):
    w = w.clone().requires_grad_()
    f(w).backward()
    w = w.detach() - lr * w.grad

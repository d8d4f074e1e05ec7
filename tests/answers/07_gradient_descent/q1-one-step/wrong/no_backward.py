# mistake: NO_BACKWARD
# steps before there is a gradient
def one_step(f, w, lr):
    w = w.clone().requires_grad_()
    f(w)
    return w.detach() - lr * w.grad

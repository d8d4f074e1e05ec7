# mistake: NO_BACKWARD
# both require grad, and nothing more
def both_gradients(w, b):
    w = w.clone().requires_grad_()
    b = b.clone().requires_grad_()
    swing(w, b)
    return w.grad, b.grad

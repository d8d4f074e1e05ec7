# method: both inputs require grad
def both_gradients(w, b):
    w = w.clone().requires_grad_()
    b = b.clone().requires_grad_()
    swing(w, b).backward()
    return w.grad, b.grad

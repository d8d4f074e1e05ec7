# mistake: unnamed
# copied the broken function
def both_gradients(w, b):
    w = w.clone().requires_grad_()
    b = b.clone()
    swing(w, b).backward()
    return w.grad, b.grad

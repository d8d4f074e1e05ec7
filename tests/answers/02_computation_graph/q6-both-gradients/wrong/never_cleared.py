# mistake: NO_ZERO_GRAD
# one pass for each gradient, over the same leaves
def both_gradients(w, b):
    w = w.clone().requires_grad_()
    b = b.clone().requires_grad_()
    swing(w, b).backward()
    along_w = w.grad.clone()
    swing(w, b).backward()
    return along_w, b.grad

# mistake: NONLEAF_GRAD
# clones after the switch
def both_gradients(w, b):
    w = w.clone().requires_grad_()
    b = b.requires_grad_().clone()
    swing(w, b).backward()
    return w.grad, b.grad

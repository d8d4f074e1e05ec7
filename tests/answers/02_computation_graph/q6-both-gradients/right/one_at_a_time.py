# method: one pass for each input, each with its own leaf
def both_gradients(w, b):
    leaf = w.clone().requires_grad_()
    swing(leaf, b).backward()
    other = b.clone().requires_grad_()
    swing(w, other).backward()
    return leaf.grad, other.grad

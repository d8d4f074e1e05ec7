# mistake: unnamed
# a gradient that is missing is zero
def both_gradients(w, b):
    w = w.clone().requires_grad_()
    swing(w, b).backward()
    return w.grad, torch.zeros_like(b)

# mistake: unnamed
# left out what b adds by itself
def both_gradients(w, b):
    w = w.clone().requires_grad_()
    b = b.clone().requires_grad_()
    torch.sin(w * b).backward()
    return w.grad, b.grad

# mistake: unnamed
# a number cannot require grad
def both_gradients(w, b):
    w = w.clone().requires_grad_()
    b = b.item()
    swing(w, b).backward()
    return w.grad, torch.zeros_like(w)

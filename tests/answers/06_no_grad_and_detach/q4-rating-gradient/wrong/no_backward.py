# mistake: NO_BACKWARD
# reads the gradient before it is there
def rating_gradient(w, s, r, s_next):
    w = w.clone().requires_grad_()
    target = (r + 0.9 * rating(w, s_next)).detach()
    loss = ((rating(w, s) - target) ** 2).mean()
    return w.grad

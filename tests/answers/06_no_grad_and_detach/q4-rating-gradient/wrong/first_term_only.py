# mistake: unnamed
# forgets the second term
def rating_gradient(w, s, r, s_next):
    w = w.clone().requires_grad_()
    target = (r + 0.9 * rating(w, s_next)).detach()
    ((rating(w, s) - target) ** 2).mean().backward()
    return w.grad

# mistake: DETACHED_TOO_MUCH
# the next rating under no_grad, used in both places
def rating_gradient(w, s, r, s_next):
    w = w.clone().requires_grad_()
    with torch.no_grad():
        following = rating(w, s_next)
        target = r + 0.9 * following
    now = rating(w, s)
    (((now - target) ** 2).mean() + 0.1 * ((now - following) ** 2).mean()).backward()
    return w.grad

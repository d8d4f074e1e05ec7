# mistake: DETACHED_TOO_MUCH
# one variable for both places, detached where it is computed
def rating_gradient(w, s, r, s_next):
    w = w.clone().requires_grad_()
    now, following = rating(w, s), rating(w, s_next).detach()
    loss = ((now - (r + 0.9 * following)) ** 2).mean() + 0.1 * ((now - following) ** 2).mean()
    loss.backward()
    return w.grad

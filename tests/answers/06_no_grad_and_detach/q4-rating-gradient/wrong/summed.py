# mistake: unnamed
# adds up where the mean is meant
def rating_gradient(w, s, r, s_next):
    w = w.clone().requires_grad_()
    now, following = rating(w, s), rating(w, s_next)
    loss = ((now - (r + 0.9 * following).detach()) ** 2).sum() + 0.1 * ((now - following) ** 2).sum()
    loss.backward()
    return w.grad

# mistake: unnamed
# detach() works in place
def rating_gradient(w, s, r, s_next):
    w = w.clone().requires_grad_()
    v, u = rating(w, s), rating(w, s_next)
    t = r + 0.9 * u
    t.detach()
    loss = ((v - t) ** 2).mean() + 0.1 * ((v - u) ** 2).mean()
    loss.backward()
    return w.grad

# mistake: unnamed
# detaches only the reward
def rating_gradient(w, s, r, s_next):
    w = w.clone().requires_grad_()
    v, u = rating(w, s), rating(w, s_next)
    t = r.detach() + 0.9 * u
    loss = ((v - t) ** 2).mean() + 0.1 * ((v - u) ** 2).mean()
    loss.backward()
    return w.grad

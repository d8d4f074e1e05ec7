# method: target computed a second time under no_grad
def rating_gradient(w, s, r, s_next):
    w = w.clone().requires_grad_()
    with torch.no_grad():
        target = r + 0.9 * rating(w, s_next)
    loss = ((rating(w, s) - target) ** 2).mean() + 0.1 * ((rating(w, s) - rating(w, s_next)) ** 2).mean()
    return torch.autograd.grad(loss, w)[0]

# method: retain_grad
def hidden_with_gradient(x, w):
    h = hidden(x, w.clone().requires_grad_())
    h.retain_grad()
    loss_of(h).backward()
    return h

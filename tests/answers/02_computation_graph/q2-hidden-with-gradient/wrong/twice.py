# mistake: NO_ZERO_GRAD
# one backward pass to try, one for real
def hidden_with_gradient(x, w):
    h = hidden(x, w.clone().requires_grad_())
    h.retain_grad()
    loss_of(h).backward(retain_graph=True)
    loss_of(h).backward()
    return h

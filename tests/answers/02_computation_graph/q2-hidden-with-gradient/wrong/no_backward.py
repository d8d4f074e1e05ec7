# mistake: NO_BACKWARD
# asks for the gradient and never computes it
def hidden_with_gradient(x, w):
    h = hidden(x, w.clone().requires_grad_())
    h.retain_grad()
    loss_of(h)
    return h

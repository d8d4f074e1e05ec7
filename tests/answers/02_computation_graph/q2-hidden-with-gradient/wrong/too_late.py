# mistake: unnamed
# asks after the backward pass
def hidden_with_gradient(x, w):
    h = hidden(x, w.clone().requires_grad_())
    loss_of(h).backward()
    h.retain_grad()
    return h

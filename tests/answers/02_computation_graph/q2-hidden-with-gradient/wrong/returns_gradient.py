# mistake: unnamed
# returns the gradient, not the tensor that has it
def hidden_with_gradient(x, w):
    h = hidden(x, w.clone().requires_grad_())
    h.retain_grad()
    loss_of(h).backward()
    return h.grad

# mistake: NONLEAF_GRAD
# every tensor in the graph gets its gradient
def hidden_with_gradient(x, w):
    h = hidden(x, w.clone().requires_grad_())
    loss_of(h).backward()
    return h

# mistake: NONLEAF_GRAD
# returns .grad of a tensor that keeps none
def hidden_with_gradient(x, w):
    h = hidden(x, w.clone().requires_grad_())
    loss_of(h).backward()
    return h.grad

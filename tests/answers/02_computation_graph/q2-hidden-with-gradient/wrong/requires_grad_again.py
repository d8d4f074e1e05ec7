# mistake: NONLEAF_GRAD
# h must require grad, so switch it on
def hidden_with_gradient(x, w):
    h = hidden(x, w.clone().requires_grad_())
    h.requires_grad_()
    loss_of(h).backward()
    return h

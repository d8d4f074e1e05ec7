# mistake: unnamed
# a copy of h, cut off from the weights
def hidden_with_gradient(x, w):
    w = w.clone().requires_grad_()
    h = hidden(x, w).detach().requires_grad_()
    loss_of(h).backward()
    return h

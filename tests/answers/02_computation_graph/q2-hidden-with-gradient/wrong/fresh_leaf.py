# mistake: unnamed
# makes h a leaf, since leaves keep their gradient
def hidden_with_gradient(x, w):
    h = hidden(x, w).requires_grad_()
    loss_of(h).backward()
    return h

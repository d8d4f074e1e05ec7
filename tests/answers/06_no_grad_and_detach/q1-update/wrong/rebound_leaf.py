# mistake: unnamed
# a new leaf of the same name
def update(w, learning_rate):
    w = (w - learning_rate * w.grad).detach().requires_grad_()
    return w

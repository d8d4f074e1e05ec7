# mistake: unnamed
# switches the recording on after the value is computed
def both_gradients(w, b):
    w = w.clone().requires_grad_()
    b = b.clone()
    value = swing(w, b)
    b.requires_grad_()
    value.backward()
    return w.grad, b.grad

# mistake: unnamed
# the gradient by w
def use_gradients(f, w, n):
    w = w.clone().requires_grad_()
    f([w] * n).backward()
    return w.grad

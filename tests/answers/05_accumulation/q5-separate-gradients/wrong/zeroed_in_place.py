# mistake: unnamed
# zero_ clears the first gradient too
def separate_gradients(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    head_a(h).backward(retain_graph=True)
    a = w.grad
    w.grad.zero_()
    head_b(h).backward()
    return a, w.grad

# mistake: unnamed
# put one head after the other
def total_gradient(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    head_b(head_a(trunk(w))).backward()
    return w.grad

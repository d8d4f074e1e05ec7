# mistake: unnamed
# the mean of the losses
def total_gradient(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    ((head_a(h) + head_b(h)) / 2).backward()
    return w.grad

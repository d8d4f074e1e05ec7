# mistake: unnamed
# forgot the second loss
def total_gradient(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    head_a(trunk(w)).backward()
    return w.grad

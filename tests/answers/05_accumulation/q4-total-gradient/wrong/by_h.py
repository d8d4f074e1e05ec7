# mistake: unnamed
# the gradient by h, not by w
def total_gradient(trunk, head_a, head_b, w):
    h = trunk(w).detach().requires_grad_()
    (head_a(h) + head_b(h)).backward()
    return h.grad

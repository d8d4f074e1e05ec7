# mistake: ZERO_TOO_LATE
# clears before it returns
def total_gradient(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    (head_a(h) + head_b(h)).backward()
    w.grad = None
    return w.grad

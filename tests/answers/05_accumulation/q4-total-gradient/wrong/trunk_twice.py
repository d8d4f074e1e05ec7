# mistake: unnamed
# the trunk for each head
def total_gradient(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    (head_a(trunk(w)) + head_b(trunk(w))).backward()
    return w.grad

# mistake: unnamed
# clears between the two passes, so that only the second loss is left
def total_gradient(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    head_a(h).backward(retain_graph=True)
    w.grad = None
    head_b(h).backward()
    return w.grad
